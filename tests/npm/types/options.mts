// Every option, in a page as in a worker.

import type { BackgroundSyncPolyfillOptions } from 'background-sync-polyfill/fn';

declare const wanted: boolean;

export const all: Required<BackgroundSyncPolyfillOptions> = {
  force: true,
  takeOverBroken: true,
  disabled: false,
  wasmURL: '/background-sync.wasm.gz',
  wasmBytes: new Uint8Array(8),
  maxAttempts: 3,
  initialRetryDelay: 300_000,
  retryDelayFactor: 3,
  maxEventDuration: 180_000,
  connectivityProbe: '/ping',
};
// An option that is undefined is not set.
export const none: BackgroundSyncPolyfillOptions = {
  force: wanted ? true : undefined,
  wasmURL: wanted ? '/background-sync.wasm' : undefined,
  maxAttempts: undefined,
};
export const bytes: BackgroundSyncPolyfillOptions = {
  wasmBytes: new ArrayBuffer(8),
};
export const probes: BackgroundSyncPolyfillOptions[] = [
  { connectivityProbe: () => true },
  { connectivityProbe: async () => (await fetch('/ping')).ok },
];

export const wrong: BackgroundSyncPolyfillOptions[] = [
  // @ts-expect-error -- a truthy answer of any kind is no answer: a Response may have status 500
  { connectivityProbe: () => fetch('/ping') },
  // @ts-expect-error -- an address is a string
  { wasmURL: new URL('https://example.com/background-sync.wasm') },
  // @ts-expect-error -- the contents, not a promise of them
  { wasmBytes: Promise.resolve(new ArrayBuffer(8)) },
  // @ts-expect-error -- a number of milliseconds
  { initialRetryDelay: '5 minutes' },
  // @ts-expect-error -- a number of milliseconds
  { maxEventDuration: '3 minutes' },
  // @ts-expect-error -- a number
  { maxAttempts: '3' },
  // @ts-expect-error -- a number
  { retryDelayFactor: '3' },
  // @ts-expect-error -- true or false
  { disabled: 1 },
  // @ts-expect-error -- true or false
  { takeOverBroken: 'yes' },
];
