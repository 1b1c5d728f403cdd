// The phone's storage in IndexedDB: three stores of values by name.
//
// - `register`: public, signed data of the register (keys, list), and the error of this phone's clock. Readable without the PIN.
// - `vault`: what is needed to open the vault, and the device's signing key, which scripts cannot export.
// - `sealed`: everything else, encrypted by vault.js.

const NAME = "camket-inspect";
const STORES = ["register", "vault", "sealed"];

/// Nothing was written. `reason` (its words are in problems.js):
/// - `full`: the phone has no room left
/// - `none`: the browser offers no storage here
/// - `gone`: the data of this phone were erased, or are of another enrolment
/// - `taken`: another window enrolled this phone
/// - `changed`: another window changed this row meanwhile
/// - `locked`: the vault is closed
/// - `reader`: another window of this browser writes
/// - `spare`: the register's secret opens no key of this phone
export class StorageError extends Error {
  constructor(reason) {
    super(`storage-${reason}`);
    this.reason = reason;
  }
}

const explain = (problem) => (problem?.name === "QuotaExceededError" ? new StorageError("full") : problem);

let opened = null;
let onErased = () => {};

/// Called when another window deletes the database.
export const setErasedListener = (tell) => {
  onErased = tell;
};

function open() {
  opened ??= openNew().catch((problem) => {
    opened = null;
    throw problem;
  });
  return opened;
}

function openNew() {
  return new Promise((resolve, reject) => {
    const fail = (problem) => reject(problem?.name === "QuotaExceededError" ? new StorageError("full") : new StorageError("none"));
    if (!globalThis.indexedDB) return fail();
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => {
      // Another window deletes the database: close it here, or the deletion is blocked.
      request.result.onversionchange = () => {
        close();
        onErased();
      };
      request.result.onclose = () => close();
      resolve(request.result);
    };
    request.onerror = () => fail(request.error);
    return undefined;
  });
}

function close() {
  opened?.then((database) => database.close(), () => {});
  opened = null;
}

const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/// Runs `work` in one transaction over these stores, and returns its result once the transaction is complete. `work` gets
/// the requests `get`, `put`, `remove`, `names` and `clear`, and may wait for nothing else. If it throws, nothing is written.
export async function transact(stores, work, mode = "readwrite") {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    const on = (store) => transaction.objectStore(store);
    let result;
    let thrown = null;
    transaction.oncomplete = () => (thrown ? reject(explain(thrown)) : resolve(result));
    transaction.onabort = () => reject(explain(thrown ?? transaction.error));
    const end = (problem) => {
      thrown = problem;
      try {
        transaction.abort();
      } catch {
        // It has ended already: `onabort` or `oncomplete` tells.
      }
    };
    const rows = {
      get: (store, name) => answer(on(store).get(name)),
      put: (store, name, value) => answer(on(store).put(value, name)),
      remove: (store, name) => answer(on(store).delete(name)),
      names: (store) => answer(on(store).getAllKeys()),
      clear: (store) => answer(on(store).clear()),
    };
    // Async, so that a request that throws at once ends as one that fails later.
    (async () => work(rows))().then((value) => {
      result = value;
    }, end);
  });
}

export const get = (store, name) => transact([store], (rows) => rows.get(store, name), "readonly");
export const put = (store, name, value) => transact([store], (rows) => rows.put(store, name, value));
export const names = (store) => transact([store], (rows) => rows.names(store), "readonly");

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
