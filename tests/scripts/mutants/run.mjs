// Breaks the scripts on purpose, one line at a time, and demands that the fast tier
// notices each. Run by tools/mutants.sh; its arguments are the files of the fast tier.

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

/** How often the time that the unbroken fast tier takes a mutant may take, before it counts as hanging. */
const PATIENCE = 10;

/** Nothing is broken: the fast tier must pass, or it would notice any mutant. */
const UNBROKEN = ['worker/wake/waker.js', 'export class Waker', 'export class Waker'];

/** Whether the fast tier fails, or hangs for so many milliseconds, on a copy of the scripts with this mutant in it. */
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
    // All files in one process: that takes half the time.
    const program = 'for (const file of process.argv.slice(1)) import(file)';
    const env = { ...process.env, SCRIPTS: `${pathToFileURL(copy).href}/` };
    const tier = run('node', [...flags, '-e', program, ...tests], { env, timeout, maxBuffer: 2 ** 26 });
    return await tier.then(
      () => false,
      (error) => {
        // Anything but a test that fails or hangs is a fault of this program.
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
