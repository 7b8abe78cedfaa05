import type { Failure } from '../../shared/errors.js';

/** The methods that the core exports, without their callbacks. The twin is wasm/exports.go, which describes them. */
export interface CoreMethods {
  /** Stores the tag. */
  register(tag: string): void;
  /** Returns the keys of the scope's records. */
  getTags(): IDBValidKey[];
  /** Fires every tag that is ready. */
  wake(): void;
  /** Fires this tag if it is ready. */
  wakeTag(tag: string): void;
  /** Tells the core that the network was lost: a failure shortly before does not count. */
  offline(): void;
}

/** The callback of each method. `cause` is for the console. */
type Done<T> = (error: (Failure & { cause?: string }) | null, result: T) => void;

/** The methods as Go exports them: each takes a callback as its last argument. */
export type GoExports = {
  [M in keyof CoreMethods]: (...args: [...Parameters<CoreMethods[M]>, done: Done<ReturnType<CoreMethods[M]>>]) => void;
};

/** Calls a method; the promise rejects with the error that its callback got. */
export type CallCore = <M extends keyof CoreMethods>(
  method: M,
  args: Parameters<CoreMethods[M]>,
) => Promise<ReturnType<CoreMethods[M]>>;
