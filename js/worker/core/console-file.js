// @ts-check

/**
 * Makes a stand-in for Node's module fs, as far as Go uses it. Go reads the constants of fs
 * when it starts, and writes text for people, such as the stack of a panic, to a file. A
 * worker has no files, so each line goes to the console.
 */
export function createConsoleFile() {
  const decoder = new TextDecoder();
  let unfinished = '';
  /**
   * @param {number} _file
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  const writeSync = (_file, bytes) => {
    const lines = (unfinished + decoder.decode(bytes, { stream: true })).split('\n');
    unfinished = /** @type {string} */ (lines.pop());
    if (lines.length > 0) console.log(lines.join('\n'));
    return bytes.length;
  };
  return {
    // Go reads each constant by its name, and uses none of them here.
    constants: new Proxy({}, { get: () => -1 }),
    writeSync,
    /**
     * @param {number} file
     * @param {Uint8Array<ArrayBuffer>} bytes
     * @param {number} _offset
     * @param {number} _length
     * @param {null} _position
     * @param {(error: null, written: number) => void} callback
     */
    write(file, bytes, _offset, _length, _position, callback) {
      callback(null, writeSync(file, bytes));
    },
  };
}
