import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import globals from 'globals';

// The globals that the scripts may use. tools/build.sh makes the bundles read these from the
// global object.
const listed = readFileSync(new URL('globals.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
// The scripts may use these by their plain names. An app cannot redeclare undefined and Infinity,
// and tools/global-object.mjs replaces globalThis.
listed.push('globalThis', 'undefined', 'Infinity');
// Globals of the language that are not listed are forbidden.
const unlisted = Object.fromEntries(
  Object.keys(globals.builtin)
    .filter((name) => !listed.includes(name))
    .map((name) => [name, 'off']),
);
const only = (known) => ({
  ...Object.fromEntries(Object.entries(known).filter(([name]) => listed.includes(name))),
  ...unlisted,
});
const page = only(globals.browser);
const worker = only(globals.serviceworker);
// The globals that both a page and a service worker have.
const shared = Object.fromEntries(Object.entries(page).filter(([name]) => name in worker));
const browser = { ...globals.browser, ...globals.serviceworker };
/** The rules for a folder of js/: the globals of its realm, and the folders that it must not import. */
const folder = (name, globals, ...forbidden) => ({
  files: [`js/${name}/**/*.js`],
  languageOptions: { sourceType: 'module', globals },
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: forbidden.map((other) => `**/${other}/**`),
            message: 'js/page and js/worker may import js/shared, but not each other; js/shared imports neither.',
          },
        ],
      },
    ],
  },
});
// What scripts see that run in Firefox's own context, and in its preferences file.
const firefoxChrome = Object.fromEntries(
  [
    'Cc',
    'Ci',
    'Components',
    'Cr',
    'Services',
    'addMessageListener',
    'arguments',
    'gBrowser',
    'sendAsyncMessage',
    'user_pref',
  ].map((name) => [name, 'readonly']),
);

export default [
  { ignores: ['dist/', 'build/', '**/node_modules/', 'tests/npm/apps/*/dist/', 'tests/released/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  folder('page', page, 'worker'),
  folder('worker', worker, 'page'),
  folder('shared', shared, 'page', 'worker'),
  { files: ['web/**/*.js'], languageOptions: { sourceType: 'module', globals: browser } },
  { files: ['web/app/{sw,outbox,shell}.js'], languageOptions: { sourceType: 'script' } },
  { files: ['tests/**/*.js', 'wasm/**/*.js'], languageOptions: { sourceType: 'script', globals: browser } },
  {
    files: ['npm/*.mjs', 'tests/npm/*.mjs', 'tests/npm/types/*.mjs', 'tests/scripts/**/*.mjs'],
    languageOptions: { sourceType: 'module', globals: globals.node },
  },
  { files: ['tests/fixtures/module-*.js', 'tests/npm/apps/**/*.js'], languageOptions: { sourceType: 'module' } },
  { files: ['tests/npm/apps/plain/*.js'], languageOptions: { sourceType: 'script' } },
  {
    files: ['tests/browser/*.js'],
    languageOptions: { globals: firefoxChrome },
    rules: { 'no-redeclare': ['error', { builtinGlobals: false }] },
  },
];
