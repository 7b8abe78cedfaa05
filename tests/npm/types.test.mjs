// Compiles the programs of types/ as apps do, with several compilers, libraries and ways to find the package.
// In a program `@ts-expect-error` marks what the package's types must refuse.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, test } from 'node:test';
import { compile } from './types/compile.mjs';
import { compilers, libraries, programs } from './types/matrix.mjs';

const bundler = { module: 'esnext', moduleResolution: 'bundler' };

describe('types', { concurrency: availableParallelism() }, () => {
  for (const version of compilers) {
    for (const { file, title, libraries: names, resolutions = [], ...needs } of programs) {
      const exactOptionalPropertyTypes = !needs.looseOptionals;

      for (const name of names) {
        test(`${file}, ${title}, compiles with TypeScript ${version} and ${name}`, async () => {
          const files = [file];
          if (version === '5.9' && needs.lacksURLPattern?.includes(name)) files.push('url-pattern.d.ts');
          const said = await compile(version, files, { ...bundler, exactOptionalPropertyTypes, ...libraries[name] });
          assert.equal(said, '');
        });
      }

      for (const resolution of resolutions) {
        test(`${file}, ${title}, compiles with TypeScript ${version} if the package is found by ${resolution}`, async () => {
          const found = { module: resolution, moduleResolution: resolution };
          const said = await compile(version, [file], { ...found, ...libraries[names[0]] });
          assert.equal(said, '');
        });
      }
    }

    // One library at a time, since the two contradict each other.
    for (const [file, name] of [
      ['page.mts', 'dom'],
      ['worker.mts', 'webworker'],
    ]) {
      test(`the library ${name} of TypeScript ${version} has no errors beside the package's types`, async () => {
        const said = await compile(version, [file], { ...bundler, ...libraries[name], skipDefaultLibCheck: false });
        assert.equal(said, '');
      });
    }

    test(`declarations that contradict Workbox's do not compile with TypeScript ${version}`, async () => {
      const said = await compile(version, ['contradiction.d.mts'], {
        ...bundler,
        ...libraries.webworker,
        exactOptionalPropertyTypes: false,
      });
      assert.match(said, /error TS2717/);
    });
  }
});
