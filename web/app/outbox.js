// The app's own store of notes that have not reached the server. The page imports this file, and the worker loads it
// with importScripts. So it exports the global `outbox`, and a block keeps its other names local.
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

  // Each call opens its own connection, because an open one delays the clearing of site data.
  const transact = async (mode, ask) => {
    const db = await open();
    try {
      return await new Promise((resolve, reject) => {
        // Strict, because the user is told that the note is saved, and then it must be on disk.
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
    /** Resolves with the note when it is on disk. The server recognizes a repeated note by its id. */
    async add(text) {
      const note = { id: crypto.randomUUID(), text, writtenAt: Date.now() };
      await transact('readwrite', (notes) => notes.add(note));
      return note;
    },

    /** Resolves with the notes, oldest first. */
    list: () => transact('readonly', (notes) => notes.index('writtenAt').getAll()),

    remove: (id) => transact('readwrite', (notes) => notes.delete(id)),
  };
}
