// @ts-check

// The protocol between page and worker. Both are built from this file, so they cannot differ.
//
// A page sends a request to the worker by postMessage, with a MessagePort. The worker answers on
// the port with {ack: VERSION} at once, before it starts the core, and later with {result} or with
// {error: {name, message}}. A request may be sent again: to do it twice has the same effect as once.
// While the network settles, a request has settlesIn: the milliseconds until it has settled. A worker
// that has started only now cannot know that.

/** @import { Failure } from './errors.js' */

const KEY = 'background-sync-polyfill';

/** The version of the protocol. Page and worker must have the same. Raise it when a message changes its meaning. */
export const VERSION = 1;

/** Store a tag: {tag}. Result: undefined. */
export const REGISTER = 'register';
/** List the stored tags. Result: an array of strings. */
export const GET_TAGS = 'getTags';
/**
 * A wake-up: {backOff}, in milliseconds, as a worker has told it last. Result: {running, due,
 * backOff}, see js/worker/wake/keep-alive.js.
 */
export const WAKE = 'wake';
/** Asks only for the acknowledgement, which shows that the worker has the polyfill. */
export const HELLO = 'hello';

/**
 * The members of a request, by its type.
 * @typedef {object} Bodies
 * @property {{ tag: string }} register
 * @property {{}} getTags
 * @property {{ backOff?: number }} wake
 * @property {{}} hello
 */

/**
 * The result of a request, by its type.
 * @typedef {object} Results
 * @property {void} register
 * @property {string[]} getTags
 * @property {{ running: boolean, due?: number, backOff?: number }} wake
 * @property {void} hello
 */

/** @typedef {keyof Results} RequestType */

/**
 * A request, as the page posts it. The first member marks it as ours, and is VERSION.
 * @template {RequestType} T
 * @typedef {{ 'background-sync-polyfill': number, type: T, settlesIn?: number } & Bodies[T]} RequestMessage
 */

/**
 * The answers on the port. Each message has one of these members.
 * @template {RequestType} T
 * @typedef {{ ack: number, result: Results[T], error: Failure }} Answers
 */

/**
 * One message on the port.
 * @template {RequestType} T
 * @typedef {Pick<Answers<T>, 'ack'> | Pick<Answers<T>, 'result'> | Pick<Answers<T>, 'error'>} Answer
 */

/**
 * A message on the channel: see openChannel().
 * @typedef {{ wakeMe: true } | { wakeMeAt?: number, backOff?: number }} ChannelMessage
 */

/**
 * A BroadcastChannel for ChannelMessages.
 * @typedef {object} Channel
 * @property {(message: ChannelMessage) => void} postMessage
 * @property {((event: MessageEvent<{ wakeMe?: true, wakeMeAt?: number, backOff?: number }>) => void) | null} onmessage
 * @property {() => void} close
 */

/**
 * Makes a request.
 * @template {RequestType} T
 * @param {T} type
 * @param {Bodies[T] & { settlesIn?: number }} [body]
 * @returns {RequestMessage<T>}
 */
export function toWorker(type, body) {
  return { [KEY]: VERSION, type, .../** @type {Bodies[T]} */ (body) };
}

/**
 * Returns the protocol version of a message, undefined if the message is not the polyfill's.
 * @param {unknown} data
 * @returns {unknown}
 */
export function versionOf(data) {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY)
    ? /** @type {Record<string, unknown>} */ (data)[KEY]
    : undefined;
}

/**
 * Opens the channel on which a scope's worker speaks to all pages:
 * - {wakeMe: true} asks them to send a WAKE now.
 * - {wakeMeAt, backOff} asks them to send a WAKE at that time, in milliseconds since the epoch.
 *   backOff is how long the worker will wait after its next failure, in milliseconds; without it,
 *   FIRST_BACK_OFF. It would be lost when the worker ends, so pages keep it and hand it to the next
 *   worker.
 * @param {string} scope
 * @returns {Channel}
 */
export function openChannel(scope) {
  return new BroadcastChannel(`${KEY}:${VERSION}:${scope}`);
}
