import type { Failure } from '../../shared/errors.js';

/** The methods that the core exports. wasm/exports.go implements them, and must have the same. */
export interface CoreMethods {
  /** Stores the tag. */
  register(tag: string): void;
  /** Returns the keys of the scope's sync registrations. */
  getTags(): IDBValidKey[];
  /** Fires every tag that is ready. */
  wake(): void;
  /** Fires this tag if it is ready. */
  wakeTag(tag: string): void;
  /** Tells the core that the network was lost: a failure shortly before does not count. */
  offline(): void;
}

/** Called by Go when a method has ended. The cause of an error is for the console. */
type Done<T> = (error: (Failure & { cause?: string }) | null, result: T) => void;

/** The methods as Go exports them: the last argument is a callback. */
export type GoExports = {
  [M in keyof CoreMethods]: (...args: [...Parameters<CoreMethods[M]>, done: Done<ReturnType<CoreMethods[M]>>]) => void;
};

/** The methods as the class Core offers them: the result is a promise. */
export type CallCore = <M extends keyof CoreMethods>(
  method: M,
  args: Parameters<CoreMethods[M]>,
) => Promise<ReturnType<CoreMethods[M]>>;
