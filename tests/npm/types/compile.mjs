import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = dirname(fileURLToPath(import.meta.url));
const packages = join(programs, '../node_modules');
// Compilers look for what replaces a library beside the configuration, so that stands where the packages are.
const configurations = join(packages, '.types');

/**
 * Compiles files of this folder, and resolves with what the compiler says: nothing if all is well.
 * @param {string} version The alias of TypeScript.
 * @param {string[]} files
 * @param {object} options They come on top of those that every program has.
 * @returns {Promise<string>}
 */
export async function compile(version, files, options) {
  mkdirSync(configurations, { recursive: true });
  const folder = mkdtempSync(join(configurations, '-'));
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    // The compiler's own libraries: checking them takes as long as all else.
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
