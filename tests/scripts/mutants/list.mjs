import { leaves } from './leaves.mjs';
import { owners } from './owners.mjs';
import { page } from './page.mjs';
import { storage } from './storage.mjs';

/** Every mutant, and its owner: the module or class that it breaks. */
export const mutants = [owners, page, leaves, storage].flatMap((lists) =>
  Object.entries(lists).flatMap(([owner, list]) => list.map((mutant) => ({ owner, mutant }))),
);
