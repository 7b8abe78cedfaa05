// Contradicts Workbox, as declarations from other sources do: it must not compile.

import 'workbox-background-sync';

declare global {
  interface ServiceWorkerRegistration {
    readonly sync: {
      getTags(): Promise<string[]>;
      register(tag: string): Promise<undefined>;
    };
  }
}
