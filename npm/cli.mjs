#!/usr/bin/env node
// Copies the core, and the classic scripts if asked, into a directory that the app's host serves.

import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `Usage: background-sync-polyfill copy <directory> [--scripts] [--check]

Copies background-sync.wasm.gz into the directory, which must be one that your host serves.

  --scripts  copies background-sync.js and background-sync-worker.js as well, for apps without a bundler
  --check    copies nothing, and fails if a copy is missing or not the installed package's`;

function exit(code, ...lines) {
  (code === 0 ? console.log : console.error)(lines.join('\n'));
  process.exit(code);
}

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
  exit(1, `There is no directory ${directory}. Create it, or name the one that your host serves.`);
}

const problems = [];
for (const name of ['background-sync.wasm.gz', 'background-sync.js', 'background-sync-worker.js']) {
  if (name.endsWith('.js') && !values.scripts) continue;
  const bytes = readFileSync(new URL(`./dist/${name}`, import.meta.url));
  const copy = join(directory, name);
  if (!values.check) replace(copy, bytes);
  else if (!statSync(copy, { throwIfNoEntry: false })) problems.push(`${copy} is missing.`);
  else if (statSync(copy).isDirectory() || !readFileSync(copy).equals(bytes))
    problems.push(`${copy} is not the installed package's.`);
}
const again = `Run: npx background-sync-polyfill copy "${directory}"${values.scripts ? ' --scripts' : ''}`;
if (problems.length > 0) exit(1, ...problems, again);

// A server must never find half a copy.
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
