// @ts-check

import { sha256 } from './sha256.js';

/** The longest name of a lock that WebKit accepts, in UTF-16 code units. */
const MAX_LOCK_NAME_LENGTH = 1024;

/**
 * Resolves with the name of a tag's Web Lock. The lock is held while the tag fires or is migrated, so
 * that no other worker or page does the same meanwhile.
 * @param {string} scope
 * @param {string} tag
 * @returns {Promise<string>}
 */
export async function lockName(scope, tag) {
  const name = `background-sync-polyfill:${scope}\n${tag}`;
  if (name.length <= MAX_LOCK_NAME_LENGTH) return name;
  // Two tags that differ only in lone surrogates get the same name. Then one waits for the other.
  return `background-sync-polyfill:${await sha256(new TextEncoder().encode(name))}`;
}
