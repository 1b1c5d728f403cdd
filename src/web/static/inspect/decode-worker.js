// Finds QR codes in a picture in a worker, so that the page stays responsive. For browsers without BarcodeDetector.

import { prepareZXingModule, readBarcodes } from "../vendor/zxing/reader/index.js";

const wasm = new URL("../vendor/zxing/zxing_reader.wasm", import.meta.url).href;
// Without this the library fetches its WebAssembly from another host.
prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true }).catch(() => {});

const HOW = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 8 };

self.addEventListener("message", async ({ data: { id, picture } }) => {
  try {
    const found = await readBarcodes(picture, HOW);
    self.postMessage({ id, texts: found.filter(({ isValid }) => isValid).map(({ text }) => text) });
  } catch (problem) {
    self.postMessage({ id, texts: [], problem: String(problem) });
  }
});
