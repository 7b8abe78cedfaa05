/// <reference path="../../npm/types/global-options.d.mts" />
/// <reference path="../../npm/types/sync-manager.d.mts" />

// Globals that the scripts use in pages and in workers, and that TypeScript's libraries do not
// declare. The globals that apps see are declared in npm/types.

/** The version of npm/package.json. tools/build.sh puts it here. */
declare const BACKGROUND_SYNC_VERSION: string;

interface String {
  /** ES2024; older browsers do not have it. */
  isWellFormed?(): boolean;
}
