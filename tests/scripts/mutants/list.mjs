import { leaves } from './leaves.mjs';
import { owners } from './owners.mjs';

/** Every mutant with its owner: {owner, mutant: [file, what stands there, what stands there instead]}. */
export const mutants = [owners, leaves].flatMap((lists) =>
  Object.entries(lists).flatMap(([owner, list]) => list.map((mutant) => ({ owner, mutant }))),
);
