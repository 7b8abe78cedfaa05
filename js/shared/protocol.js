// @ts-check

// The protocol between page and worker: both halves are built from this one file, so
// that they cannot say different things.
//
// A request travels by postMessage to the worker with a MessagePort. The port
// brings back {ack: version} at once, before the core is even started, and then
// {result} or {error: {name, message}}. Requests may be repeated: doing one
// twice is doing it once. Where the network has just come back, a request says how many
// milliseconds it still has to settle, settlesIn: the worker may have started since.

/** @import { Failure } from './errors.js' */

const KEY = 'background-sync-polyfill';

/** The version that both halves must share; raised when a message changes its meaning. */
export const VERSION = 1;

/** Store a tag: {tag}. Result: undefined. */
export const REGISTER = 'register';
/** List the stored tags. Result: an array of strings. */
export const GET_TAGS = 'getTags';
/**
 * Go on with whatever can go on: {backOff}, what the latest worker has said. Result:
 * {running, due, backOff}, see Waker.wakeForPage.
 */
export const WAKE = 'wake';
/** Nothing but the acknowledgement: is the polyfill there? */
export const HELLO = 'hello';

/**
 * What a request of each type carries.
 * @typedef {object} Bodies
 * @property {{ tag: string }} register
 * @property {{}} getTags
 * @property {{ backOff?: number }} wake
 * @property {{}} hello
 */

/**
 * What the result of each type is.
 * @typedef {object} Results
 * @property {void} register
 * @property {string[]} getTags
 * @property {{ running: boolean, due?: number, backOff?: number }} wake
 * @property {void} hello
 */

/** @typedef {keyof Results} RequestType */

/**
 * @template {RequestType} T
 * @typedef {{ 'background-sync-polyfill': number, type: T, settlesIn?: number } & Bodies[T]} RequestMessage
 */

/**
 * What the port brings back: one of these in each message.
 * @template {RequestType} T
 * @typedef {{ ack: number, result: Results[T], error: Failure }} Answers
 */

/**
 * @template {RequestType} T
 * @typedef {Pick<Answers<T>, 'ack'> | Pick<Answers<T>, 'result'> | Pick<Answers<T>, 'error'>} Answer
 */

/**
 * What the channel brings.
 * @typedef {{ wakeMe: true } | { wakeMeAt?: number, backOff?: number }} ChannelMessage
 */

/**
 * @typedef {object} Channel
 * @property {(message: ChannelMessage) => void} postMessage
 * @property {((event: MessageEvent<{ wakeMe?: true, wakeMeAt?: number, backOff?: number }>) => void) | null} onmessage
 * @property {() => void} close
 */

/**
 * @template {RequestType} T
 * @param {T} type
 * @param {Bodies[T] & { settlesIn?: number }} [body]
 * @returns {RequestMessage<T>}
 */
export function toWorker(type, body) {
  return { [KEY]: VERSION, type, .../** @type {Bodies[T]} */ (body) };
}

/**
 * The version of one of our messages, undefined for anybody else's.
 * @param {unknown} data
 * @returns {unknown}
 */
export function versionOf(data) {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY)
    ? /** @type {Record<string, unknown>} */ (data)[KEY]
    : undefined;
}

/**
 * The channel on which a scope's worker speaks to all pages: {wakeMe: true}, "send me a
 * WAKE", and {wakeMeAt, backOff}, "send me one then". wakeMeAt is in milliseconds since the
 * epoch; backOff, in milliseconds, is how long the worker will wait after the next failure. It
 * would be lost with the worker, so pages keep it, and give it to the next one. Without it,
 * the wait is that after a first failure.
 * @param {string} scope
 * @returns {Channel}
 */
export function openChannel(scope) {
  return new BroadcastChannel(`${KEY}:${VERSION}:${scope}`);
}
