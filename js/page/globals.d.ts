/** Defined in service workers only. The page's script reads it to see whether it runs in one. */
declare var ServiceWorkerGlobalScope: unknown;
