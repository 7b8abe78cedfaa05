// Stands in for `globalThis` in every bundle, so that a bundle names it once and then by one letter.
const globalObject = globalThis;
export { globalObject as globalThis };
