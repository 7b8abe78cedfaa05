// @ts-check

// Makes the worker's objects and connects them. wake/README.md tells which fact each of
// them decides.

import { Calls } from './calls.js';
import { Core } from './core/core.js';
import { WasmBinary } from './core/wasm-binary.js';
import { disabledCalls, disabledConnectivity, disabledKeepAlive, disabledWaker } from './disabled.js';
import { createGoHost } from './go-host.js';
import { Leftovers } from './leftovers.js';
import { createDispatch } from './sync-event.js';
import { ActiveWorker } from './wake/active-worker.js';
import { Connectivity } from './wake/connectivity.js';
import { ConnectivityProbe } from './wake/connectivity-probe.js';
import { Firings } from './wake/firings.js';
import { KeepAlive } from './wake/keep-alive.js';
import { NetworkObserver } from './wake/network-observer.js';
import { PageChannel } from './wake/page-channel.js';
import { Scheduler } from './wake/scheduler.js';
import { TagLocks } from './wake/tag-locks.js';
import { Waker } from './wake/waker.js';

/**
 * @import { Options } from '../shared/options.js'
 * @import { RequestOwners } from './request-handler.js'
 */

/** @typedef {ReturnType<typeof createOwners>} Owners */

/**
 * Makes the objects of a worker. The options are checked; SyncEvent is the class of the events that it fires.
 * @param {Options} options
 * @param {typeof globalThis.SyncEvent} SyncEvent
 */
export function createOwners(options, SyncEvent) {
  // The Waker needs the other objects, so it is made after them. They reach it by these callbacks.
  const wake = () => void waker.wake();
  const networkLost = () => waker.networkLost();

  const activeWorker = new ActiveWorker(wake);
  const pageChannel = new PageChannel();
  const scheduler = new Scheduler(wake, (due, backOff) => pageChannel.announce(due, backOff));
  const locks = new TagLocks(wake, () => scheduler.retryLater());
  const network = new NetworkObserver(wake, networkLost);
  const connectivity = new Connectivity(network, new ConnectivityProbe(options.connectivityProbe));
  const firings = new Firings({ activeWorker, connectivity, pageChannel, locks, dispatch: createDispatch(SyncEvent) });
  const binary = new WasmBinary(options);
  const makeHost = () => createGoHost(options, { connectivity, firings, scheduler });
  const leftovers = new Leftovers();
  const core = new Core(binary, makeHost, leftovers, () => firings.coreExited());
  const waker = new Waker({ core, activeWorker, connectivity, scheduler, pageChannel });
  const keepAlive = new KeepAlive(waker, firings, scheduler);
  return { activeWorker, binary, calls: new Calls(core), connectivity, keepAlive, leftovers, waker };
}

/**
 * Makes the objects of a worker whose app has set option disabled.
 * @returns {RequestOwners & { leftovers: Leftovers }}
 */
export function createDisabledOwners() {
  return {
    activeWorker: new ActiveWorker(() => {}),
    calls: disabledCalls,
    connectivity: disabledConnectivity,
    keepAlive: disabledKeepAlive,
    leftovers: new Leftovers(),
    waker: disabledWaker,
  };
}
