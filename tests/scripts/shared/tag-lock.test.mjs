// lockName(): the names of the tags' Web Locks.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { Browser } from '../fake/browser.mjs';
import { Page } from '../fake/page.mjs';
import { Realm } from '../fake/realm.mjs';

const SCOPE = 'https://app.example/';
const PREFIX = `background-sync-polyfill:${SCOPE}\n`;
/** The longest tag of SCOPE whose lock has a plain name. */
const LONGEST = 1024 - PREFIX.length;
const { lockName } = await new Realm(new Page(new Browser()).globals()).import('shared/tag-lock.js');

test('a lock is named by the scope and the tag', async () => {
  assert.equal(await lockName(SCOPE, 'outbox'), `${PREFIX}outbox`);
  assert.equal(await lockName(SCOPE, ''), PREFIX);
});

test('a lock whose name has exactly 1,024 UTF-16 code units, which WebKit still takes, has a plain name', async () => {
  const name = await lockName(SCOPE, 'x'.repeat(LONGEST));
  assert.equal(name, PREFIX + 'x'.repeat(LONGEST));
  assert.equal(name.length, 1024);
  assert.equal(await lockName(SCOPE, '😀'.repeat(LONGEST / 2)), PREFIX + '😀'.repeat(LONGEST / 2));
});

test('a lock whose name would have one UTF-16 code unit more is named by the SHA-256 of that name', async () => {
  const tag = 'ü'.repeat(LONGEST + 1);
  const hash = createHash('sha256')
    .update(PREFIX + tag)
    .digest('hex');
  assert.equal(await lockName(SCOPE, tag), `background-sync-polyfill:${hash}`);
});

test('two long tags that differ in their last character have different locks, and each keeps its lock', async () => {
  const long = 'x'.repeat(10_239);
  const [a, b, again] = await Promise.all(['a', 'b', 'a'].map((last) => lockName(SCOPE, long + last)));
  assert.notEqual(a, b);
  assert.equal(a, again);
});

test('C20: a tag has a lock of its own in each scope, whether its name is plain or hashed', async () => {
  for (const tag of ['outbox', 'x'.repeat(10_240)])
    assert.notEqual(await lockName(SCOPE, tag), await lockName(`${SCOPE}shop/`, tag));
});

test('C20: the name of a lock separates scope and tag, so that no other pair has the same lock', async () => {
  assert.notEqual(await lockName(SCOPE, 'shop/outbox'), await lockName(`${SCOPE}shop/`, 'outbox'));
});
