// The protocol between page and worker: both halves are built from this one file, so
// that they cannot say different things.
//
// A request travels by postMessage to the worker with a MessagePort. The port
// brings back {ack: version} at once, before the core is even started, and then
// {result} or {error: {name, message}}. Requests may be repeated: doing one
// twice is doing it once.

const KEY = 'background-sync-polyfill';

/** The version that both halves must share; raised when a message changes its meaning. */
export const VERSION = 1;

/** Store a tag: {tag}. Result: undefined. */
export const REGISTER = 'register';
/** List the stored tags. Result: an array of strings. */
export const GET_TAGS = 'getTags';
/** Go on with whatever can go on. Result: {running, due}, see Waker.wakeForPage. */
export const WAKE = 'wake';
/** Nothing but the acknowledgement: is the polyfill there? */
export const HELLO = 'hello';

export function toWorker(type, body) {
  return { [KEY]: VERSION, type, ...body };
}

/** The version of one of our messages, undefined for anybody else's. */
export function versionOf(data) {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY) ? data[KEY] : undefined;
}

/**
 * The channel on which a scope's worker speaks to all pages: {wakeMe: true}, "send me a
 * WAKE", and {wakeMeAt: milliseconds since the epoch}, "send me one then".
 */
export function openChannel(scope) {
  return new BroadcastChannel(`${KEY}:${VERSION}:${scope}`);
}
