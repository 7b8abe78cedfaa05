#!/usr/bin/env node
// The command `background-sync-polyfill copy`. It copies the core, and with --scripts the classic
// scripts, into a directory that the app's host serves. It exits with 1 after a failure, and with 2
// after wrong arguments.

import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: background-sync-polyfill copy <directory> [--scripts] [--check]

Copies background-sync.wasm.gz into the directory. Your host must serve this directory.

  --scripts  also copies background-sync.js and background-sync-worker.js, for apps without a bundler
  --check    copies nothing; fails if a file is missing or differs from the installed package`;

/** Prints the lines, to stderr if the code is not 0, and ends the process. */
function exit(code, ...lines) {
  (code === 0 ? console.log : console.error)(lines.join('\n'));
  process.exit(code);
}

/** Returns the parsed arguments. Unknown flags end the process with the usage text. */
function readArguments() {
  const flag = { type: 'boolean' };
  try {
    return parseArgs({ options: { scripts: flag, check: flag, help: flag }, allowPositionals: true });
  } catch (error) {
    return exit(2, error.message, USAGE);
  }
}
const { values, positionals } = readArguments();
const [command, directory] = positionals;
if (values.help || command !== 'copy' || positionals.length !== 2) exit(values.help ? 0 : 2, USAGE);
if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
  exit(1, `There is no directory ${directory}. Create it, or name the directory that your host serves.`);
}

const problems = [];
for (const name of ['background-sync.wasm.gz', 'background-sync.js', 'background-sync-worker.js']) {
  if (name.endsWith('.js') && !values.scripts) continue;
  const bytes = readFileSync(new URL(`./dist/${name}`, import.meta.url));
  const copy = join(directory, name);
  if (!values.check) replace(copy, bytes);
  else if (!statSync(copy, { throwIfNoEntry: false })) problems.push(`${copy} is missing.`);
  else if (statSync(copy).isDirectory() || !readFileSync(copy).equals(bytes))
    problems.push(`${copy} differs from the installed package's file.`);
}
const remedy = `Run: npx background-sync-polyfill copy "${directory}"${values.scripts ? ' --scripts' : ''}`;
if (problems.length > 0) exit(1, ...problems, remedy);

/** Replaces the file by renaming a complete one, so that a server never reads a partial file. */
function replace(copy, bytes) {
  const unfinished = `${copy}.${process.pid}`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, copy);
    console.log(`${copy}: copied`);
  } catch (error) {
    rmSync(unfinished, { force: true });
    exit(1, error.message);
  }
}
