// The npm packages that the fake browser is made with: timers and IndexedDB. They are resolved from
// tools/package.json, the project's one list of packages.

import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../tools/package.json', import.meta.url));

export const FakeTimers = require('@sinonjs/fake-timers');
export const { IDBCursor, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } = require('fake-indexeddb');
