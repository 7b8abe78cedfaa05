import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import globals from 'globals';

// The globals that the scripts may use: tools/build.sh makes the bundles read them from
// the global object.
const listed = readFileSync(new URL('globals.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
// Nobody can declare these anew, but for globalThis itself.
listed.push('globalThis', 'undefined', 'Infinity');
// The language's own that are not listed are taken away.
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
// What is there in a page and in a service worker alike.
const shared = Object.fromEntries(Object.entries(page).filter(([name]) => name in worker));
const browser = { ...globals.browser, ...globals.serviceworker };
/** A folder of js/ whose files run in one realm, or in both, and which folders they must not import. */
const room = (name, globals, ...forbidden) => ({
  files: [`js/${name}/**/*.js`],
  languageOptions: { sourceType: 'module', globals },
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: forbidden.map((other) => `**/${other}/**`),
            message: 'Page and worker import js/shared, and never one another.',
          },
        ],
      },
    ],
  },
});
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
  room('page', page, 'worker'),
  room('worker', worker, 'page'),
  room('shared', shared, 'page', 'worker'),
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
