/** The script looks whether it is in a service worker. */
declare var ServiceWorkerGlobalScope: unknown;
