/**
 * A Vite plugin. It puts `background-sync.wasm.gz` at the root of the client's build, after plugins such as
 * vite-plugin-pwa have listed the files to precache. In development it serves the file at the same address.
 *
 * The type fits `Plugin` of every version of Vite, so the package does not depend on Vite.
 *
 * @example
 * // vite.config.js
 * import backgroundSync from 'background-sync-polyfill/vite';
 * export default { plugins: [backgroundSync()] };
 */
export default function backgroundSync(): { name: 'background-sync-polyfill' };
