// Replaces `globalThis` in every bundle, so that the long name occurs once, and a name of one
// letter afterwards. tools/build.sh injects it.
const globalObject = globalThis;
export { globalObject as globalThis };
