// What the till keeps on this device, in IndexedDB: small things by name.
const NAME = 'fg-till';
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('kept');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => { opening = null; reject(request.error); };
  });
  return opening;
}

async function inStore(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('kept', mode, { durability: 'strict' });
    const request = act(transaction.objectStore('kept'));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const kept = (name) => inStore('readonly', (store) => store.get(name));
/** Resolved when it is on disk. */
export const keep = (name, value) => inStore('readwrite', (store) => store.put(value, name));
export const drop = (name) => inStore('readwrite', (store) => store.delete(name));
