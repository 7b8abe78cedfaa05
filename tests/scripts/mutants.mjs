// Breaks the scripts on purpose, one line at a time, and demands that the fast tier
// notices each. Run by `make mutants`.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const scripts = new URL('../../js/', import.meta.url).pathname;
const tests = process.argv.slice(2);

/** [file, what stands there, what stands there instead], by owner. */
const mutants = {
  'ActiveWorker': [
    ['worker/wake/active-worker.js', "=== 'redundant'", "=== 'none'"],
    ['worker/wake/active-worker.js', 'this.#confirmed = true;', ''],
    ['worker/wake/active-worker.js', '&& !installing && !waiting', ''],
  ],
  'Connectivity': [
    ['worker/wake/connectivity.js', "return 'offline'", "return 'online'"],
    ['worker/wake/connectivity.js', "'online' : 'unverified'", "'online' : 'online'"],
    ['worker/wake/connectivity.js', 'this.#probe.passed || this.verify()', 'this.verify()'],
  ],
  'NetworkObserver': [
    ['worker/wake/network-observer.js', 'setTimeout(this.#onBack, SETTLE_DELAY)', 'this.#onBack()'],
    ['worker/wake/network-observer.js', 'setTimeout(() => this.#tell(), NETWORK_POLL_INTERVAL);', ''],
    ['worker/wake/network-observer.js', 'if (!onLine) this.#poll ??=', 'if (onLine === 0) this.#poll ??='],
    ['worker/wake/network-observer.js', 'if (!this.#poll || ', 'if ('],
  ],
  'ConnectivityProbe': [
    ['worker/wake/connectivity-probe.js', 'there ? performance.now() : -Infinity', 'performance.now()'],
    ['worker/wake/connectivity-probe.js', 'this.#running ??= ', 'this.#running = '],
    ['worker/wake/connectivity-probe.js', "redirect: 'error'", "redirect: 'follow'"],
    ['worker/wake/connectivity-probe.js', 'if (there) this.#warned = false;', ''],
  ],
  'Scheduler': [
    ['worker/wake/scheduler.js', '.filter((time) => time > Date.now())', '.filter(Boolean)'],
    ['worker/wake/scheduler.js', 'if (this.#retry.at !== undefined) return;', ''],
    ['worker/wake/scheduler.js', 'if (failures !== this.#failures) return;', ''],
    ['worker/wake/scheduler.js', 'Math.min(2 * this.#backOff, LONGEST_BACK_OFF)', '2 * this.#backOff'],
    ['worker/wake/scheduler.js', 'Math.min(Math.max(delay, 0), MAX_TIMEOUT)', 'delay'],
  ],
  'Firings': [
    ['worker/wake/firings.js', 'if (!this.#activeWorker.mayFire) {', 'if (false) {'],
    ['worker/wake/firings.js', 'if (deadCores !== this.#deadCores) {', 'if (false) {'],
    ['worker/wake/firings.js', 'dispatched.length === 1', 'dispatched.length > 0'],
    ['worker/wake/firings.js', 'for (const firing of [...this.#claimed]) firing.release();', ''],
  ],
  'Firing': [
    ['worker/wake/firing.js', 'void Promise.resolve(this.#handled).then(this.#unlock)', 'this.#unlock()'],
    ['worker/wake/firing.js', 'maxEventDuration - PROBE_TIMEOUT', 'maxEventDuration'],
    ['worker/wake/firing.js', '.finally(() => clearTimeout(judging))', ''],
    ['worker/wake/firing.js', 'else await this.#connectivity.verify();', 'else await this.#connectivity.verifyIfStale();'],
  ],
  'TagLocks': [
    ['worker/wake/tag-locks.js', 'if (!unlock) this.#awaitFree(name);', ''],
    ['worker/wake/tag-locks.js', 'if (this.#awaited.has(name)) return;', ''],
    ['worker/wake/tag-locks.js', 'await this.#releasing.get(name);', ''],
  ],
  'PageChannel': [
    ['worker/wake/page-channel.js', 'this.#channel ??=', 'this.#channel ='],
    ['worker/wake/page-channel.js', 'if (due !== undefined) ', ''],
    ['worker/wake/page-channel.js', '{ wakeMeAt: due }', '{ wakeMe: true }'],
  ],
  'Waker, by its exits': [
    ['worker/wake/waker.js', 'if ((unverified || !this.#core.started) && !(await hasTags(registration.scope))) return;', ''],
    ['worker/wake/waker.js', '(unverified || !this.#core.started) &&', '!this.#core.started &&'],
    ['worker/wake/waker.js', 'if (!this.#activeWorker.mayFire) return this.#pageChannel.requestWakeUp();', ''],
    ['worker/wake/waker.js', 'if (unverified && !mayAwaitProbe) return void this.#verifyThenWake();', ''],
    ['worker/wake/waker.js', 'if (unverified && !(await this.#connectivity.verify())) return this.#scheduler.retryLater();', ''],
    ['worker/wake/waker.js', 'if (await this.#connectivity.verify()) void this.wake();', 'if (await this.#connectivity.verify()) return;'],
    ['worker/wake/waker.js', "=== 'unverified' && (await hasTags(registration.scope))) this", "=== 'unverified') this"],
    ['worker/wake/waker.js', 'else succeeded();', ''],
    ['worker/wake/waker.js', "tried again.', error);\n      this.#scheduler.retryLater();", "tried again.', error);"],
    ['worker/wake/waker.js', 'if (this.#core.started) void', 'void'],
    ['worker/wake/waker.js', 'work.then(() => this.#firings.whenIdle())', 'work'],
  ],
  'RequestHandler': [
    ['worker/request-handler.js', 'event.stopImmediatePropagation();', ''],
    ['worker/request-handler.js', 'await request.then?.();', 'void request.then?.();'],
    ['worker/request-handler.js', 'if (data.type !== HELLO) this.#activeWorker.confirm();', ''],
    ['worker/request-handler.js', 'await rejectAfter(RESULT_TIMEOUT, work, () => toException(NO_RESULT))', 'await work'],
  ],
  'Core': [
    ['worker/core/core.js', 'if (this.#running === running) this.#running = undefined;', ''],
    ['worker/core/core.js', 'onDeath();\n    for', 'for'],
    ['worker/core/core.js', 'for (const reject of waiting) reject(toException(CORE_DIED));', ''],
  ],
  'the triggers of a page': [
    ['page/wake-up-triggers.js', 'setTimeout(wake, SETTLE_DELAY)', 'wake()'],
    ['page/wake-up-triggers.js', "if (document.visibilityState === 'visible') wake();", 'wake();'],
    ['page/wake-up-triggers.js', 'if (persisted) wake();', 'wake();'],
    ['page/wake-up-triggers.js', "addEventListener('pagehide', () => links.closeChannels());", ''],
  ],
  'WorkerLinks': [
    ['page/worker-links.js', 'if (stored.has(scope)) link.wake();', 'link.wake();'],
    ['page/worker-links.js', 'this.#retry = setTimeout(() => this.wakeAll(), PAGE_RETRY_DELAY);', ''],
    ['page/worker-links.js', 'if (!this.#away) link.openChannel();', 'link.openChannel();'],
  ],
  'WorkerLink': [
    ['page/worker-link.js', 'if (ping === this.#latest) clearTimeout', 'clearTimeout'],
    ['page/worker-link.js', 'if (unacknowledged && active === this.#polyfilled) return;', ''],
    ['page/worker-link.js', 'if (unacknowledged) this.#unpolyfilled = active;', ''],
    ['page/worker-link.js', 'this.#unpolyfilled = undefined;', ''],
    ['page/worker-link.js', 'clearTimeout(this.#due);', ''],
  ],
  'request()': [
    ['shared/request.js', "worker.state === 'activating' ? RESULT_TIMEOUT : ACK_TIMEOUT", 'ACK_TIMEOUT'],
    ['shared/request.js', '{ error: NO_RESULT }', '{ silent: true }'],
    ['shared/request.js', "if (worker.state === 'redundant') finish({ silent: true });", ''],
    ['shared/request.js', 'Date.now() < until', 'true'],
  ],
};

/** Nothing is broken: the fast tier must pass, or it would notice any mutant. */
const UNBROKEN = ['worker/wake/waker.js', 'export class Waker', 'export class Waker'];

/** Whether the fast tier fails on a copy of the scripts with this mutant in it. */
async function caught([file, from, to]) {
  const copy = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    await cp(scripts, copy, { recursive: true });
    const source = await readFile(join(copy, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one «${from}»: mend the list of mutants`);
    await writeFile(join(copy, file), source.replace(from, () => to));
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', '--test'];
    await run('node', [...flags, ...tests], { env: { ...process.env, SCRIPTS: `file://${copy}/` }, timeout: 60_000 });
    return false;
  } catch (error) {
    if (error.code === undefined && !error.killed) throw error;
    return true;
  } finally {
    await rm(copy, { recursive: true });
  }
}

if (await caught(UNBROKEN)) {
  console.error('The fast tier fails without any mutant: run `make test-scripts`.');
  process.exit(1);
}

let passed = 0;
let failed = 0;
for (const [owner, list] of Object.entries(mutants)) {
  for (const mutant of list) {
    if (await caught(mutant)) {
      passed++;
      continue;
    }
    failed++;
    console.log(`not noticed in ${owner}: ${mutant[0]}: «${mutant[1]}» → «${mutant[2]}»`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
