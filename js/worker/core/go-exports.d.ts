import type { Failure } from '../../shared/errors.js';

/** What the core does, by the name of the method that it exports: the twin is wasm/exports.go. */
export interface CoreMethods {
  register(tag: string): void;
  /** The keys of the scope's registrations. */
  getTags(): IDBValidKey[];
  wake(): void;
  wakeTag(tag: string): void;
  offline(): void;
}

/** The cause is for the console. */
type Done<T> = (error: (Failure & { cause?: string }) | null, result: T) => void;

/** The methods as Go exports them. */
export type GoExports = {
  [M in keyof CoreMethods]: (...args: [...Parameters<CoreMethods[M]>, done: Done<ReturnType<CoreMethods[M]>>]) => void;
};

/** The methods as Core calls them. */
export type CallCore = <M extends keyof CoreMethods>(
  method: M,
  args: Parameters<CoreMethods[M]>,
) => Promise<ReturnType<CoreMethods[M]>>;
