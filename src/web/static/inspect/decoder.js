// Reads QR codes with the browser's own detector, or with zxing in a worker where there is none.

/// Longest edge in pixels of a picture given to zxing. A code of version 12 has 65 modules a side, 73 with its margin.
const EDGE = 1280;

/// Returns a function from a picture (video, image or bitmap) to the text of its QR code, or null.
export async function createDecoder() {
  return (await createNativeDecoder()) ?? createZxingDecoder();
}

async function createNativeDecoder() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes("qr_code")) return null;
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  return async (source) => {
    const [found] = await detector.detect(source).catch(() => []);
    return found?.rawValue ?? null;
  };
}

function createZxingDecoder() {
  const worker = new Worker(new URL("decode-worker.js", import.meta.url), { type: "module" });
  const waiting = new Map();
  worker.addEventListener("message", ({ data }) => {
    waiting.get(data.id)?.(data.text);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", () => {
    for (const done of waiting.values()) done(null);
    waiting.clear();
  });
  let last = 0;
  return (source) => new Promise((resolve) => {
    const picture = readPixels(source);
    if (!picture) return resolve(null);
    last += 1;
    waiting.set(last, resolve);
    return worker.postMessage({ id: last, picture }, [picture.data.buffer]);
  });
}

const canvas = document.createElement("canvas");

/// The pixels, scaled down to at most `EDGE`.
function readPixels(source) {
  const width = source.videoWidth ?? source.naturalWidth ?? source.width;
  const height = source.videoHeight ?? source.naturalHeight ?? source.height;
  if (!width || !height) return null;
  const scale = Math.min(1, EDGE / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
