// Stands in for a global scope: evaluates the unbuilt modules of js/ with globals that a test has made.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

/** The folder js/, or a copy of the folder with a mutant in it. */
const scripts = new URL(process.env.SCRIPTS ?? '../../../js/', import.meta.url);

/** A global scope with these globals. */
export class Realm {
  #context;
  #modules = new Map();
  #synthetic;

  /** synthetic has, by specifier, the default exports of modules that only the build adds. */
  constructor(globals, synthetic = {}) {
    this.#context = vm.createContext(globals);
    globals.globalThis = vm.runInContext('globalThis', this.#context);
    globals.self = globals.globalThis;
    this.global = globals.globalThis;
    this.#synthetic = synthetic;
  }

  /** Evaluates a module of js/, and resolves with what the module exports. */
  async import(path) {
    const module = this.#module(new URL(path, scripts).href);
    if (module.status === 'unlinked') await module.link((specifier, from) => this.#module(specifier, from.identifier));
    await module.evaluate();
    return module.namespace;
  }

  /** Runs a classic script, whose declarations become globals. */
  run(source) {
    return vm.runInContext(source, this.#context);
  }

  /** Makes the next import evaluate its modules again, as if the script were loaded twice. */
  clearModules() {
    this.#modules.clear();
  }

  #module(specifier, base) {
    if (Object.hasOwn(this.#synthetic, specifier)) return this.#syntheticModule(specifier);
    const url = new URL(specifier, base).href;
    if (!this.#modules.has(url)) {
      const source = readFileSync(new URL(url), 'utf8');
      this.#modules.set(url, new vm.SourceTextModule(source, { identifier: url, context: this.#context }));
    }
    return this.#modules.get(url);
  }

  #syntheticModule(specifier) {
    const value = this.#synthetic[specifier];
    const evaluate = function () {
      this.setExport('default', value);
    };
    return new vm.SyntheticModule(['default'], evaluate, { identifier: specifier, context: this.#context });
  }
}
