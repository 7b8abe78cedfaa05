// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { REFUSAL_LIFETIME } from '../../shared/timing.js';
import { inTime } from './in-time.js';

/** @import { Copies } from './copies.js' */

/** The key of the note. It begins with the hash, so that it is removed with the copies of that core. */
const NOTE = `${WASM_SHA256}-refused`;

/**
 * Remembers that no place stores the core (C73). Without that, each start of the worker would
 * download the core, and then could not store it. So the places keep a note: the time at which
 * all of them refused the core, or 0 if a note was only written to see whether they take one.
 */
export class Refusal {
  /** @type {Copies[]} */
  #places;

  /** @param {Copies[]} places */
  constructor(places) {
    this.#places = places;
  }

  /**
   * Resolves with whether some place may store the core now. It is false if a place has a note
   * younger than REFUSAL_LIFETIME, and if no place takes a note. Never rejects.
   * @returns {Promise<boolean>}
   */
  async mayBeOver() {
    const times = await Promise.all(this.#places.map((copies) => timeIn(copies).catch(() => 0)));
    // The clock may have been set back since, so a time in the future counts as well.
    if (times.some((time) => Math.abs(Date.now() - time) < REFUSAL_LIFETIME)) return false;
    return this.#note(0);
  }

  /** Writes the note that no place has stored the core. Never rejects. */
  async remember() {
    await this.#note(Date.now());
  }

  /**
   * Writes a note with this time, and resolves with whether a place has stored it.
   * @param {number} time
   */
  async #note(time) {
    const note = await new Response(`${time}`).arrayBuffer();
    const puts = await Promise.allSettled(this.#places.map((copies) => inTime(copies.put(NOTE, note))));
    return puts.some(({ status }) => status === 'fulfilled');
  }
}

/**
 * Resolves with the time in the note of a place: 0 without a note, NaN if the note is not ours.
 * @param {Copies} copies
 */
async function timeIn(copies) {
  const note = /** @type {ArrayBuffer | undefined} */ (await inTime(copies.get(NOTE)));
  return Number(await new Response(note).text());
}
