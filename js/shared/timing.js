// @ts-check

// Every duration of the scripts, in milliseconds, by its role. Those that must be
// longer or shorter than another are checked in tests/scripts/shared/timing.test.mjs.

// A request of a page, and its answer.

/** How long a page waits for a worker to acknowledge a request. */
export const ACK_TIMEOUT = 10_000;
/**
 * How long a page still listens for the acknowledgement of a wake-up that it has given up: a browser that is
 * busy may need minutes to start a worker.
 */
export const LATE_ACK_TIMEOUT = 5 * 60_000;
/** How long a page leaves a worker alone that has not acknowledged a wake-up: it may not have the polyfill. */
export const SILENT_WORKER_PAUSE = 5 * 60_000;
/** How long a request may take in all, once it was acknowledged. */
export const RESULT_TIMEOUT = 30_000;
/** How long the next worker may take to become active, once the one before is redundant. */
export const REPLACEMENT_TIMEOUT = 1_000;
/** How long the browser may take to tell a worker which windows are open. */
export const WINDOWS_TIMEOUT = 10_000;

// The worker's life.

/** How often a page wakes the worker while an event runs, so that the browser does not end it. */
export const PING_INTERVAL = 10_000;
/**
 * How long one event of the browser is kept alive at most. Firefox ends a worker
 * after 60 s of one event; the next ping of a page comes after PING_INTERVAL, later
 * if its timers are throttled.
 */
export const KEEP_ALIVE_LIMIT = 25_000;

// The network.

/**
 * How long the network is left to settle once it is back. Chromium cuts the connections
 * that are being made while addresses change, and Firefox may be online before it has an
 * address. A handler that is cut off has failed: its tag would wait for its retry. Native
 * support waits longer. A download of the core that was cut off is begun again after the
 * same time.
 */
export const SETTLE_DELAY = 1_000;
/** The same in WebKit, which has waited 2 s itself before it tells: this is a margin for a slow device. */
export const WEBKIT_SETTLE_DELAY = 100;
/** How often a worker that was offline looks whether it still is: events do not always tell. */
export const NETWORK_POLL_INTERVAL = 1_000;
/** How long after an event of the network a worker looks again: the event may come a moment before the change. */
export const NETWORK_RECHECK_DELAY = 1_000;
/** How long option connectivityProbe may take to answer. */
export const PROBE_TIMEOUT = 5_000;
/** How long a pass of the probe counts: enough to start the core and to fire. */
export const PROBE_PASS_LIFETIME = 20_000;

// What failed is tried again.

/**
 * How long the worker waits after a first failure. Browsers end an idle worker after
 * 30 s: after 20 s it still lives, and has time left to ask a page for a wake-up.
 */
export const FIRST_BACK_OFF = 20_000;
/** How long it waits at most, after ever more failures; a page does the same. */
export const MAX_BACK_OFF = 5 * 60_000;
/**
 * How much later than the worker a page is at a due time. A worker that still lives has gone on by then, and names
 * the next due time if it has failed: the page would only make it try twice.
 */
export const DUE_GRACE = 100;
/** How long a page waits that could not read which scopes have a stored tag, for the first time. */
export const PAGE_RETRY_DELAY = 20_000;

// The tags' locks.

/** How long navigator.locks may take to tell whether a tag's lock is free. */
export const LOCK_TIMEOUT = 8_000;

// IndexedDB.

/** How long IndexedDB may take for one step; Go is told the same. */
export const IDB_TIMEOUT = 8_000;
/** How long the app's unregister(), or a register() that native support took, waits at most for the removal of rows. */
export const REMOVAL_TIMEOUT = 1_000;

// Go's core.

/**
 * How long the worker's `install` is kept alive at most, for the core to be kept, and for
 * the removal of what an earlier registration of the scope has left.
 */
export const INSTALL_LIMIT = 30_000;
/** How long a call waits for the core's bytes. */
export const CORE_LOAD_TIMEOUT = 25_000;
/** How long a download is believed to be under way. */
export const CORE_DOWNLOAD_TIMEOUT = 60_000;
/** How long after a start of the worker it looks whether the core is kept: the app's own start comes first. */
export const CORE_CHECK_DELAY = 5_000;
/** How long a start of the worker believes that the core cannot be kept, once no place has taken it. */
export const REFUSAL_LIFETIME = 24 * 3_600_000;

// Native support.

/** How long native support may take to accept a tag. */
export const NATIVE_REGISTER_TIMEOUT = 10_000;

// Limits.

/** The longest that setTimeout can wait. */
export const MAX_TIMEOUT = 2 ** 31 - 1;
/** The longest time that an option can ask for: the core limits its delays to the same. */
export const YEAR = 365 * 24 * 3_600_000;
