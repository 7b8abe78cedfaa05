/**
 * Puts `background-sync.wasm.gz` at the root of the client's build, and serves it in development.
 * The type is part of Vite's `Plugin` in every version, so that the package needs no Vite.
 */
export default function backgroundSync(): { name: 'background-sync-polyfill' };
