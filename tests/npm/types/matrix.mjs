// The programs, and the compilers and libraries with which each must compile.

/** The aliases of TypeScript in tests/npm/package.json. */
export const compilers = ['5.9', '6', '7'];

/** The libraries that declare the browser to a program, by their name in the tests' titles. */
export const libraries = {
  dom: { lib: ['es2022', 'dom'] },
  webworker: { lib: ['es2022', 'webworker'] },
  'dom and webworker': { lib: ['es2022', 'dom', 'webworker'] },
  '@types/serviceworker': { lib: ['es2022'], types: ['serviceworker'] },
  // The compiler finds @typescript/lib-webworker, which is @types/serviceworker by another name.
  '@types/serviceworker as webworker': { lib: ['es2022', 'webworker'], libReplacement: true },
};

const pages = ['dom', 'dom and webworker'];
const serviceWorkers = ['webworker', 'dom and webworker', '@types/serviceworker'];
const packageIsFound = ['nodenext', 'node16'];
const serwist = { looseOptionals: true, lacksURLPattern: ['webworker', 'dom and webworker'] };

/**
 * resolutions: further ways to find the package, besides `bundler`. looseOptionals: the types of another package do
 * not compile with exactOptionalPropertyTypes. lacksURLPattern: with these libraries TypeScript 5.9 lacks URLPattern.
 * @type {Array<{ file: string, title: string, libraries: string[], resolutions?: string[], looseOptionals?: boolean,
 *   lacksURLPattern?: string[] }>}
 */
export const programs = [
  { file: 'page.mts', title: "a page's module", libraries: pages, resolutions: packageIsFound },
  { file: 'fn.mts', title: 'a page that applies the package itself', libraries: pages, resolutions: packageIsFound },
  { file: 'page-alone.mts', title: "a page's program without the worker's names", libraries: ['dom'] },
  { file: 'dedicated-worker.mts', title: 'a dedicated worker', libraries: ['webworker'] },
  {
    file: 'worker.mts',
    title: 'a service worker',
    libraries: [...serviceWorkers, '@types/serviceworker as webworker'],
    resolutions: packageIsFound,
  },
  {
    file: 'worker-fn.mts',
    title: 'a service worker that applies the package itself',
    libraries: serviceWorkers,
    resolutions: packageIsFound,
  },
  { file: 'both.mts', title: 'page and service worker in one program', libraries: ['dom and webworker'] },
  { file: 'options.mts', title: 'every option', libraries: ['dom', 'webworker', '@types/serviceworker'] },
  { file: 'classic-page.js', title: "a page's classic script", libraries: pages, resolutions: packageIsFound },
  {
    file: 'classic-worker.js',
    title: "a service worker's classic script",
    libraries: ['webworker', 'dom and webworker'],
    resolutions: packageIsFound,
  },
  {
    file: 'with-serviceworker-types.js',
    title: "a classic script with the worker's global names",
    libraries: ['@types/serviceworker', '@types/serviceworker as webworker'],
  },
  { file: 'with-workbox.mts', title: 'beside Workbox', libraries: serviceWorkers, looseOptionals: true },
  { file: 'with-serwist.mts', title: 'beside Serwist', libraries: serviceWorkers, ...serwist },
  {
    file: 'with-serwist-background-sync.mts',
    title: 'beside @serwist/background-sync',
    libraries: ['webworker', '@types/serviceworker'],
    ...serwist,
  },
  {
    file: 'with-own-declarations.mts',
    title: 'beside declarations of the app and of Workbox',
    libraries: ['webworker', '@types/serviceworker'],
    looseOptionals: true,
  },
];
