// The phone's storage in IndexedDB: three stores of values by name.
//
// - `register`: public, signed data of the register (keys, list). Readable without the PIN.
// - `vault`: what is needed to open the vault, and the device's signing key, which scripts cannot export.
// - `sealed`: everything else, encrypted by vault.js.

const NAME = "camket-inspect";
const STORES = ["register", "vault", "sealed"];

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => {
      // Another window deletes the database: close it here, or the deletion is blocked.
      request.result.onversionchange = () => close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

function close() {
  opened?.then((database) => database.close());
  opened = null;
}

async function run(store, mode, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const get = (store, name) => run(store, "readonly", (rows) => rows.get(name));
export const put = (store, name, value) => run(store, "readwrite", (rows) => rows.put(value, name));
export const remove = (store, name) => run(store, "readwrite", (rows) => rows.delete(name));
export const names = (store) => run(store, "readonly", (rows) => rows.getAllKeys());

/// Deletes the database.
export async function wipe() {
  close();
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = resolve;
    request.onblocked = resolve;
  });
}
