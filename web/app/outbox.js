// The app's own store of notes that have not reached the server. The worker loads it with importScripts, the page
// imports it; that is why it exports through a global and keeps everything else in a block.
{
  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open('outbox', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('notes', { keyPath: 'id' }).createIndex('writtenAt', 'writtenAt');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  // Opened anew each time: a connection kept open would stand in the way when site data are cleared.
  const transact = async (mode, ask) => {
    const db = await open();
    try {
      return await new Promise((resolve, reject) => {
        // Strict, because the user is told that the note is safe: then it has to be on disk.
        const transaction = db.transaction('notes', mode, { durability: 'strict' });
        const request = ask(transaction.objectStore('notes'));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      db.close();
    }
  };

  self.outbox = {
    /** Resolves with the note once it is on disk. Its id is the idempotency key for all times it may be sent. */
    async add(text) {
      const note = { id: crypto.randomUUID(), text, writtenAt: Date.now() };
      await transact('readwrite', (notes) => notes.add(note));
      return note;
    },

    /** The notes, oldest first. */
    list: () => transact('readonly', (notes) => notes.index('writtenAt').getAll()),

    remove: (id) => transact('readwrite', (notes) => notes.delete(id)),
  };
}
