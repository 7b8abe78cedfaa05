import { leaves } from './leaves.mjs';
import { owners } from './owners.mjs';
import { page } from './page.mjs';
import { storage } from './storage.mjs';

/** Every mutant with its owner: {owner, mutant: [file, what stands there, what stands there instead]}. */
export const mutants = [owners, page, leaves, storage].flatMap((lists) =>
  Object.entries(lists).flatMap(([owner, list]) => list.map((mutant) => ({ owner, mutant }))),
);
