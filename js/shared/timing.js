// @ts-check

// Every duration of the scripts, in milliseconds. tests/scripts/shared/timing.test.mjs checks the
// ones that must be longer or shorter than another.

// A page's request, and its answer.

/** How long a page waits for a worker to acknowledge a request. */
export const ACK_TIMEOUT = 10_000;
/**
 * How long a page listens for an acknowledgement after ACK_TIMEOUT. A busy browser may need minutes to
 * start a worker.
 */
export const LATE_ACK_TIMEOUT = 5 * 60_000;
/** How long a page sends nothing to a worker that has not acknowledged a wake-up: it may have no polyfill. */
export const SILENT_WORKER_PAUSE = 5 * 60_000;
/** How long a page waits for the result after the acknowledgement. */
export const RESULT_TIMEOUT = 30_000;
/** How long the next worker may take to become active after the one before has become redundant. */
export const REPLACEMENT_TIMEOUT = 1_000;
/** How long the browser may take to tell a worker which windows are open. */
export const WINDOWS_TIMEOUT = 10_000;

// The worker's life.

/** The time between two pings of a page. While an event runs, pings keep the browser from ending the worker. */
export const PING_INTERVAL = 10_000;
/**
 * How long one event of the browser is kept alive at most. It must be less than 60 s, when Firefox ends
 * the worker. It must be more than PING_INTERVAL, because the timers of a hidden page are throttled.
 */
export const KEEP_ALIVE_LIMIT = 25_000;

// The network.

/**
 * How long the network settles after its return (C72). Chromium cuts connections that are made while
 * addresses change, and Firefox may be online before it has an address. Then the handler would fail,
 * and the tag would wait for its retry. Native support waits longer. A download of the core that was
 * cut off begins again after the same time.
 */
export const SETTLE_DELAY = 1_000;
/** The same for WebKit, which tells 2 s late. The rest is a margin for slow devices. */
export const WEBKIT_SETTLE_DELAY = 100;
/** How often an offline worker reads navigator.onLine while a tag is stored. Events are not reliable. */
export const NETWORK_POLL_INTERVAL = 1_000;
/** How long after an event of the network a worker reads navigator.onLine again, which may change after the event. */
export const NETWORK_RECHECK_DELAY = 1_000;
/** How long option connectivityProbe may take to answer. */
export const PROBE_TIMEOUT = 5_000;
/** How long a pass of the probe is valid. That is enough to start the core and to fire. */
export const PROBE_PASS_LIFETIME = 20_000;

// The back-off: the wait after a failure.

/**
 * The worker's wait after the first failure. Browsers end an idle worker after 30 s, so after 20 s it
 * still runs, and has time left to ask a page for a wake-up.
 */
export const FIRST_BACK_OFF = 20_000;
/** The longest wait of a worker or a page. Each wait before that is twice as long as the last. */
export const MAX_BACK_OFF = 5 * 60_000;
/**
 * A page wakes the worker this much after the due time. If the worker still runs, it has tried by
 * then. If that failed, it has told the page a new due time, and the page does not make it try twice.
 */
export const DUE_GRACE = 100;
/** A page's first wait after it could not read which scopes have a stored tag. */
export const PAGE_RETRY_DELAY = 20_000;

// The tags' locks.

/** How long navigator.locks may take to tell whether a tag's lock is free. */
export const LOCK_TIMEOUT = 8_000;

// IndexedDB.

/** How long IndexedDB may take to open, to answer one request, or to commit. The core is given the same limit. */
export const IDB_TIMEOUT = 8_000;
/** How long unregister(), or a register() that native support has accepted, waits for the removal of rows. */
export const REMOVAL_TIMEOUT = 1_000;

// Go's core.

/**
 * How long the worker's `install` is kept alive at most: to store the core, and to remove the rows of
 * an earlier registration of the scope.
 */
export const INSTALL_LIMIT = 30_000;
/** How long a call, such as register(), waits for the core's bytes. */
export const CORE_LOAD_TIMEOUT = 25_000;
/** If a download has not ended after this time, the next call that needs the core begins a new one. */
export const CORE_DOWNLOAD_TIMEOUT = 60_000;
/** How long after its start a worker checks whether the core is stored. The app's own start comes first. */
export const CORE_CHECK_DELAY = 5_000;
/** How long starts of the worker do not try to store the core after all places have refused it (C73). */
export const REFUSAL_LIFETIME = 24 * 3_600_000;

// Native support.

/** How long native support may take to accept or refuse a tag. */
export const NATIVE_REGISTER_TIMEOUT = 10_000;

// Limits.

/** The longest delay that setTimeout accepts. */
export const MAX_TIMEOUT = 2 ** 31 - 1;
/** The longest time that an option may set. The core limits its delays to the same. */
export const YEAR = 365 * 24 * 3_600_000;
