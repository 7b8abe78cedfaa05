/// <reference path="../../npm/types/global-options.d.mts" />
/// <reference path="../../npm/types/sync-manager.d.mts" />

// What the scripts use in pages and workers alike, and TypeScript's libraries lack. What the
// package tells apps of stands in npm/types, and is referred to.

/** Defined by the build. */
declare const BACKGROUND_SYNC_VERSION: string;

/** From ES2024; not every browser has it. */
interface String {
  isWellFormed?(): boolean;
}
