import js from '@eslint/js';
import globals from 'globals';

const browser = { ...globals.browser, ...globals.serviceworker };
const firefoxChrome = Object.fromEntries(
  ['Cc', 'Ci', 'Components', 'Cr', 'Services', 'addMessageListener', 'arguments', 'gBrowser', 'sendAsyncMessage', 'user_pref'].map((name) => [name, 'readonly']),
);

export default [
  { ignores: ['dist/', 'build/', 'tools/node_modules/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['js/**/*.js'], languageOptions: { sourceType: 'module', globals: browser } },
  { files: ['web/**/*.js'], languageOptions: { sourceType: 'module', globals: browser } },
  { files: ['web/app/{sw,outbox,shell}.js'], languageOptions: { sourceType: 'script' } },
  { files: ['tests/**/*.js'], languageOptions: { sourceType: 'script', globals: browser } },
  { files: ['tests/scripts/**/*.mjs'], languageOptions: { sourceType: 'module', globals: globals.node } },
  { files: ['tests/fixtures/module-*.js'], languageOptions: { sourceType: 'module' } },
  {
    files: ['tests/browser/*.js'],
    languageOptions: { globals: firefoxChrome },
    rules: { 'no-redeclare': ['error', { builtinGlobals: false }] },
  },
];
