// @ts-check

import { SYNC_DISABLED, toException } from '../shared/errors.js';
import { ofScope } from '../shared/idb/indexed-db.js';
import { removeScope } from '../shared/idb/registrations.js';
import { rejectAfter } from '../shared/timeout.js';
import { IDB_TIMEOUT } from '../shared/timing.js';

/**
 * The rows that an earlier registration of the scope has left in the database (C54). It may
 * have ended where no script noticed, or its rows could not be removed in time. The first
 * worker of the next registration removes them when it is installed.
 */
export class Leftovers {
  /** While rows may be left: when this worker was installed, in milliseconds since the epoch. 0 otherwise. */
  #installedAt = 0;
  /** @type {Promise<void> | undefined} */
  #removing;

  /**
   * Removes the rows, because this worker is the registration's first one. Settles as whenRemoved() does.
   * @returns {Promise<void>}
   */
  removeAtInstall() {
    this.#installedAt = Date.now();
    return this.whenRemoved();
  }

  /**
   * Resolves once no rows of an earlier registration are left. Rejects with an `UnknownError`
   * if they cannot be removed now; the next call tries again.
   * @returns {Promise<void>}
   */
  async whenRemoved() {
    if (!this.#installedAt) return;
    this.#removing ??= this.#removeInTime().finally(() => (this.#removing = undefined));
    try {
      await this.#removing;
    } catch (error) {
      console.error(
        'background-sync-polyfill: the tags of an earlier registration cannot be removed yet. It is tried again.',
        error,
      );
      throw toException(SYNC_DISABLED);
    }
  }

  async #removeInTime() {
    let late = false;
    const makeError = () => {
      late = true;
      return new DOMException(`IndexedDB has not answered in ${IDB_TIMEOUT / 1000} s`, 'TimeoutError');
    };
    const removed = removeScope(
      registration.scope,
      () => late,
      (tags) => removeOlder(tags, this.#installedAt),
    );
    await rejectAfter(IDB_TIMEOUT, removed, makeError);
    this.#installedAt = 0;
  }
}

/**
 * Removes the scope's tags that were registered before this time, in milliseconds since the
 * epoch. Later ones stay: if this worker was replaced, the next one may have stored them.
 * @param {IDBObjectStore} tags
 * @param {number} time
 */
function removeOlder(tags, time) {
  const older = tags.openCursor(ofScope(registration.scope));
  older.onsuccess = () => {
    const cursor = older.result;
    if (!cursor) return;
    // A record without a time is malformed, and is removed, too.
    if (!(cursor.value.registeredAt >= time)) cursor.delete();
    cursor.continue();
  };
}
