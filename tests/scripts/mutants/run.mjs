// Breaks the scripts on purpose, one mutant at a time, and fails if the tests of the fast tier pass
// with a mutant. Run by tools/mutants.sh; the arguments are the test files of the fast tier.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { mutants as all } from './list.mjs';

const run = promisify(execFile);
const scripts = new URL('../../../js/', import.meta.url).pathname;
const tests = process.argv.slice(2).map((file) => pathToFileURL(resolve(file)).href);

/** A mutant counts as hanging after so many times the time that the tests take without a mutant. */
const PATIENCE = 10;

/** Breaks nothing. The tests must pass with this one, or they would seem to notice every mutant. */
const UNBROKEN = ['worker/wake/waker.js', 'export class Waker', 'export class Waker'];

/**
 * Whether the tests fail, or take longer than the timeout in milliseconds, on a copy of the scripts
 * with this mutant.
 */
async function noticed([file, from, to], timeout) {
  const copy = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    await cp(scripts, copy, { recursive: true });
    const source = await readFile(join(copy, file), 'utf8');
    await writeFile(
      join(copy, file),
      source.replace(from, () => to),
    );
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    // One process for all test files takes half the time.
    const program = 'for (const file of process.argv.slice(1)) import(file)';
    const env = { ...process.env, SCRIPTS: `${pathToFileURL(copy).href}/` };
    const tier = run('node', [...flags, '-e', program, ...tests], { env, timeout, maxBuffer: 2 ** 26 });
    return await tier.then(
      () => false,
      (error) => {
        // Only a failed or a hanging test counts; any other error is a fault of this program.
        if (!error.killed && typeof error.code !== 'number') throw error;
        return true;
      },
    );
  } finally {
    await rm(copy, { recursive: true });
  }
}

const begun = performance.now();
if (await noticed(UNBROKEN)) {
  console.error('The fast tier fails without any mutant: run `make test-scripts`.');
  process.exit(1);
}

const timeout = Math.ceil(PATIENCE * (performance.now() - begun));

const mutants = all.filter(({ owner }) => owner.includes(process.env.ONLY));
if (mutants.length === 0) throw new Error(`No owner in tests/scripts/mutants has «${process.env.ONLY}» in its name.`);
const counts = {};
let failed = 0;
const queue = mutants.values();
const work = async () => {
  for (const { owner, mutant } of queue) {
    counts[owner] ??= 0;
    if (await noticed(mutant, timeout)) {
      counts[owner]++;
      continue;
    }
    failed++;
    console.log(`not noticed in ${owner}: ${mutant[0]}: «${mutant[1]}» → «${mutant[2]}»`);
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const [owner, count] of Object.entries(counts)) console.log(`${owner}: ${count} noticed`);
console.log(`${mutants.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
