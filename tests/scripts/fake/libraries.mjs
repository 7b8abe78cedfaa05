// What the fast tier takes from npm: tools/package.json pins it, so that the
// project has one place for packages.

import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../tools/package.json', import.meta.url));

export const FakeTimers = require('@sinonjs/fake-timers');
export const { IDBCursor, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } = require('fake-indexeddb');
