import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { extracted, repository } from './tarball.mjs';

const notice = readFileSync(join(extracted, 'NOTICE'), 'utf8');

test('NOTICE names every module that is compiled into the core', () => {
  const list = execFileSync(
    'go',
    ['list', '-deps', '-f', '{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}', './wasm'],
    { cwd: repository, encoding: 'utf8', env: { ...process.env, GOOS: 'js', GOARCH: 'wasm' } },
  );
  const modules = [...new Set(list.split('\n').filter(Boolean))];
  assert.ok(modules.includes('github.com/hack-pad/go-indexeddb'), list);
  assert.deepEqual(
    modules.filter((module) => !notice.includes(module)),
    [],
  );
});

test("NOTICE names Go's standard library and glue, with their licence", () => {
  for (const words of ['Go distribution', 'wasm_exec.js', 'Copyright 2009 The Go Authors.', 'BSD-3-Clause']) {
    assert.ok(notice.includes(words), words);
  }
});
