// @ts-check

import { SYNC_DISABLED, toException } from '../shared/errors.js';
import { ofScope } from '../shared/idb/indexed-db.js';
import { removeScope } from '../shared/idb/registrations.js';
import { rejectAfter } from '../shared/timeout.js';
import { IDB_TIMEOUT } from '../shared/timing.js';

/**
 * What an earlier registration of the scope has left in the database: it may have ended
 * where no script could see it, or its rows could not be removed in time. A registration
 * begins with the installation of its first worker, which removes them.
 */
export class Leftovers {
  /** When this registration's first worker was installed, in milliseconds since the epoch. */
  #bornAt = 0;
  /** @type {Promise<void> | undefined} */
  #removing;

  /** This worker is the registration's first one. Rejects if nothing could be removed. */
  remove() {
    this.#bornAt = Date.now();
    return this.removed();
  }

  /**
   * Resolves once nothing of an earlier registration is stored. Rejects if it cannot be
   * removed now; the next call tries again.
   * @returns {Promise<void>}
   */
  async removed() {
    if (!this.#bornAt) return;
    this.#removing ??= this.#removeInTime().finally(() => (this.#removing = undefined));
    try {
      await this.#removing;
    } catch (error) {
      console.error('background-sync-polyfill: the tags of an earlier registration cannot be removed yet.', error);
      throw toException(SYNC_DISABLED);
    }
  }

  async #removeInTime() {
    let late = false;
    const makeError = () => {
      late = true;
      return new DOMException('IndexedDB does not answer', 'TimeoutError');
    };
    const removed = removeScope(
      registration.scope,
      () => late,
      (tags) => removeOlder(tags, this.#bornAt),
    );
    await rejectAfter(IDB_TIMEOUT, removed, makeError);
    this.#bornAt = 0;
  }
}

/**
 * Removes the scope's tags that were registered before this time: the next worker may have
 * stored tags since, if this one was replaced.
 * @param {IDBObjectStore} tags
 * @param {number} time
 */
function removeOlder(tags, time) {
  const older = tags.openCursor(ofScope(registration.scope));
  older.onsuccess = () => {
    const cursor = older.result;
    if (!cursor) return;
    // A record without a time is malformed, and goes too.
    if (!(cursor.value.registeredAt >= time)) cursor.delete();
    cursor.continue();
  };
}
