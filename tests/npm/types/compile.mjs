import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = dirname(fileURLToPath(import.meta.url));
const packages = join(programs, '../node_modules');
// Compilers look for a replaced library beside the configuration, so the configuration is put where the packages are.
const configurations = join(packages, '.types');

/**
 * Compiles files of this folder, and resolves with the compiler's errors, or with '' if there are none.
 * @param {string} version The alias of TypeScript.
 * @param {string[]} files
 * @param {object} options These are added to the options that every program has.
 * @returns {Promise<string>}
 */
export async function compile(version, files, options) {
  mkdirSync(configurations, { recursive: true });
  const folder = mkdtempSync(join(configurations, '-'));
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    // Checking the compiler's own libraries would double the time.
    skipDefaultLibCheck: true,
    noUncheckedSideEffectImports: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    target: 'es2022',
    types: [],
    libReplacement: false,
    ...options,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: files.map((file) => join(programs, file)) }));
  const tsc = createRequire(import.meta.url).resolve(`typescript-${version}/package.json`);
  try {
    return await run(join(dirname(tsc), 'bin/tsc'), ['-p', config, '--pretty', 'false']);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<string>}
 */
function run(script, args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`;
      resolve(error ? said || String(error) : '');
    });
  });
}
