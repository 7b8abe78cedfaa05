import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, beforeEach, test } from 'node:test';
import { core, extracted, tarball, temporaryDirectory } from './tarball.mjs';

const CORE = 'background-sync.wasm.gz';
const COMMAND = 'npx background-sync-polyfill copy "public"';
const USAGE = /background-sync-polyfill copy <directory>/;
const SCRIPTS = ['background-sync-worker.js', 'background-sync.js'];

/**
 * The folder of an app that has installed the tarball with npm. Each test finds an empty directory
 * `public` there.
 */
let app;
let copy;

before((t) => {
  app = temporaryDirectory(t);
  writeFileSync(join(app, 'package.json'), '{}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: app });
});

beforeEach(() => {
  rmSync(join(app, 'public'), { recursive: true, force: true });
  mkdirSync(join(app, 'public'));
  copy = join(app, 'public', CORE);
});

/**
 * Asserts that a check has failed, and that the error has a line with each of these texts, and no
 * other line.
 */
function assertFails({ status, stdout, stderr }, ...texts) {
  assert.deepEqual([status, stdout], [1, '']);
  const lines = stderr.trim().split('\n');
  assert.equal(lines.length, texts.length, stderr);
  for (const [index, text] of texts.entries())
    assert.ok(lines[index].includes(text), `${text} is not in: ${lines[index]}`);
}

/** Runs the installed command directly, since npx may print news of npm. */
function run(...parameters) {
  const command = join(app, 'node_modules/.bin/background-sync-polyfill');
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: app, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('npx finds the command that npm has installed', () => {
  execFileSync('npx', ['--no-install', 'background-sync-polyfill', 'copy', 'public'], { cwd: app });
  assert.ok(readFileSync(copy).equals(core));
});

test('copy puts the core into the directory, and prints its path', () => {
  const { status, stdout } = run('copy', 'public');
  assert.equal(status, 0);
  assert.ok(stdout.includes(`public/${CORE}`), stdout);
  assert.deepEqual(readdirSync(join(app, 'public')), [CORE]);
  assert.ok(readFileSync(copy).equals(core));
});

test('copy --scripts puts the classic scripts beside the core', () => {
  assert.equal(run('copy', 'public', '--scripts').status, 0);
  assert.deepEqual(readdirSync(join(app, 'public')).sort(), [...SCRIPTS, CORE].sort());
  for (const name of SCRIPTS) {
    assert.equal(
      readFileSync(join(app, 'public', name), 'utf8'),
      readFileSync(join(extracted, 'dist', name), 'utf8'),
      name,
    );
  }
});

test('copy replaces a stale copy at once, and a reader of the old copy can read it to its end', () => {
  writeFileSync(copy, 'the old core');
  const reader = openSync(copy);
  assert.equal(run('copy', 'public').status, 0);
  assert.equal(readFileSync(reader, 'utf8'), 'the old core');
  closeSync(reader);
  assert.ok(readFileSync(copy).equals(core));
});

test('copy fails with the reason if it cannot replace a file, and leaves no partial file', () => {
  mkdirSync(copy);
  const { status, stderr } = run('copy', 'public');
  assert.equal(status, 1);
  assert.match(stderr, /^E\w+: .*background-sync\.wasm\.gz/);
  assert.deepEqual(readdirSync(join(app, 'public')), [CORE]);
});

test('--check says nothing about a fresh copy', () => {
  run('copy', 'public');
  assert.deepEqual(run('copy', 'public', '--check'), { status: 0, stdout: '', stderr: '' });
});

test('--check fails if the copy is missing, prints the command to run, and copies nothing', () => {
  assertFails(run('copy', 'public', '--check'), `public/${CORE}`, COMMAND);
  assert.deepEqual(readdirSync(join(app, 'public')), []);
});

test('--check fails if the copy is stale, prints the command to run, and leaves the copy', () => {
  writeFileSync(copy, 'the old core');
  assertFails(run('copy', 'public', '--check'), `public/${CORE}`, COMMAND);
  assert.equal(readFileSync(copy, 'utf8'), 'the old core');
});

test('--check fails if a directory has the name of the copy', () => {
  mkdirSync(copy);
  assertFails(run('copy', 'public', '--check'), `public/${CORE}`, COMMAND);
});

test('--check --scripts names each script that is missing or stale', () => {
  run('copy', 'public');
  writeFileSync(join(app, 'public', 'background-sync.js'), 'old');
  assertFails(
    run('copy', 'public', '--check', '--scripts'),
    'public/background-sync.js',
    'public/background-sync-worker.js',
    `${COMMAND} --scripts`,
  );
});

for (const parameters of [['publik'], ['publik', '--check'], ['package.json']]) {
  test(`copy fails if the path is not a directory, and leaves the path: copy ${parameters.join(' ')}`, () => {
    const before = readdirSync(app);
    assertFails(run('copy', ...parameters), parameters[0]);
    assert.deepEqual(readdirSync(app), before);
  });
}

for (const parameters of [[], ['copy'], ['copy', 'public', 'more'], ['cpoy', 'public'], ['copy', 'public', '--chek']]) {
  test(`wrong arguments print the usage and exit with status 2: ${parameters.join(' ') || 'none'}`, () => {
    const { status, stdout, stderr } = run(...parameters);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, USAGE);
    assert.deepEqual(readdirSync(join(app, 'public')), []);
  });
}

test('--help prints the usage and exits with status 0', () => {
  const { status, stdout } = run('--help');
  assert.equal(status, 0);
  assert.match(stdout, USAGE);
});
