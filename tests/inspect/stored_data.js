// Returns everything that this browser stores for our origin as one text. Bytes become Latin-1 characters, so that
// unencrypted text can be found.
const done = arguments[arguments.length - 1];
const letters = (bytes) => Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
const plain = (value) => {
  if (value instanceof ArrayBuffer) return letters(value);
  if (ArrayBuffer.isView(value)) return letters(value.buffer);
  if (value && typeof value === "object") return Object.entries(value).map(([name, part]) => `${name}=${plain(part)}`).join(";");
  return String(value);
};
const rows = async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => { const open = indexedDB.open(name); open.onsuccess = () => resolve(open.result); });
    for (const store of database.objectStoreNames) {
      const all = (ask) => new Promise((resolve) => { const request = ask(database.transaction(store).objectStore(store)); request.onsuccess = () => resolve(request.result); });
      found.push(...(await all((own) => own.getAllKeys())), ...(await all((own) => own.getAll())).map(plain));
    }
    database.close();
  }
  return found;
};
const cached = async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const kind = answer.headers.get("content-type") ?? "";
      found.push(request.url, /text|json|javascript/.test(kind) ? await answer.text() : "");
    }
  }
  return found;
};
Promise.all([rows(), cached()]).then(
  (parts) => done([...parts.flat(), JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie].join("\n")),
  (problem) => done(`failed: ${problem}`),
);
