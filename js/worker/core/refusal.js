// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { REFUSAL_LIFETIME } from '../../shared/timing.js';
import { inTime } from './in-time.js';

/** @import { Copies } from './copies.js' */

/** Begins with the hash, so that it goes with the copies of that core. */
const NOTE = `${WASM_SHA256}-refused`;

/**
 * Whether the places for the core refuse it. Where they do, each start of the worker would
 * download it for nothing. So a place keeps a note for the next start: the time at which all
 * refused the core; or 0, if a place was only asked whether it takes a note at all.
 */
export class Refusal {
  /** @type {Copies[]} */
  #places;

  /** @param {Copies[]} places */
  constructor(places) {
    this.#places = places;
  }

  /**
   * Resolves with whether the places may take the core now: no place has the note of a refusal
   * that is still believed, and one of them takes a note. Never rejects.
   * @returns {Promise<boolean>}
   */
  async mayBeOver() {
    const times = await Promise.all(this.#places.map((copies) => timeIn(copies).catch(() => 0)));
    // The clock may have been set back since.
    if (times.some((time) => Math.abs(Date.now() - time) < REFUSAL_LIFETIME)) return false;
    return this.#note(0);
  }

  /** No place has taken the core. Never rejects. */
  async begin() {
    await this.#note(Date.now());
  }

  /**
   * Resolves with whether a place has taken the note.
   * @param {number} time
   */
  async #note(time) {
    const note = await new Response(`${time}`).arrayBuffer();
    const puts = await Promise.allSettled(this.#places.map((copies) => inTime(copies.put(NOTE, note))));
    return puts.some(({ status }) => status === 'fulfilled');
  }
}

/**
 * The time in the place's note, 0 if there is none, NaN if somebody else has written it.
 * @param {Copies} copies
 */
async function timeIn(copies) {
  const note = /** @type {ArrayBuffer | undefined} */ (await inTime(copies.get(NOTE)));
  return Number(await new Response(note).text());
}
