// @ts-check

import { sha256 } from './sha256.js';

/** The longest name that WebKit gives a lock, in UTF-16 code units. */
const MAX_LOCK_NAME_LENGTH = 1024;

/**
 * Returns the name of the Web Lock of a tag, which whoever fires or migrates the tag holds meanwhile.
 * @param {string} scope
 * @param {string} tag
 * @returns {Promise<string>}
 */
export async function lockName(scope, tag) {
  const name = `background-sync-polyfill:${scope}\n${tag}`;
  if (name.length <= MAX_LOCK_NAME_LENGTH) return name;
  // Two tags that differ in lone surrogates alone share a lock: one waits for the other.
  return `background-sync-polyfill:${await sha256(new TextEncoder().encode(name))}`;
}
