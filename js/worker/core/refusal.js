// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { REFUSAL_LIFETIME } from '../../shared/timing.js';
import { inTime } from './in-time.js';

/** @import { Copies } from './copies.js' */

/** Begins with the hash, so that it goes with the copies of that core. */
const NOTE = `${WASM_SHA256}-refused`;

/**
 * Whether the places for the core refuse it. Each start of the worker would download it
 * anew for nothing, so that the places keep a note for the next start: when they refused
 * the core, 0 if they were only asked to keep the note.
 */
export class Refusal {
  /** @type {Copies[]} */
  #places;

  /** @param {Copies[]} places */
  constructor(places) {
    this.#places = places;
  }

  /**
   * Whether the core is worth a download that nobody has asked for: a place keeps a note at
   * least, and no place has one of a refusal that is still believed. Never rejects.
   * @returns {Promise<boolean>}
   */
  async isOver() {
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
