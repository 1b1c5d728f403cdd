// Reads QR codes with the browser's own detector, or with zxing in a worker where there is none or it does not work.

/// Longest edge in pixels of a camera's frame given to zxing. A code of version 12 has 65 modules a side, 73 with its margin.
const EDGE = 1280;
/// Most pixels of a whole picture given to zxing: canvases of more fail on some phones.
const MOST_PIXELS = 16e6;
/// Side in pixels of the parts in which a large picture is searched; they overlap by half.
const TILE = 1200;
/// Milliseconds after which the browser's detector counts as hanging.
const NATIVE_LIMIT = 2000;
/// The same for zxing, which may have to be loaded first.
const ZXING_LIMIT = 30000;

/// Returns `{ readFrame, readPicture }`. Both give the texts of all codes that they find.
///
/// - `readFrame(source)`: one quick look at a video, image or bitmap.
/// - `readPicture(source, isWanted)`: also looks at full size and part by part, until `isWanted` holds for a text.
export async function createDecoder() {
  let native = await createNativeDetector();
  const readWithZxing = createZxingDecoder();
  const readNatively = async (source) => {
    try {
      return await limitTime(native(source), NATIVE_LIMIT);
    } catch {
      // It throws, rejects or hangs: from now on zxing reads.
      native = null;
      return null;
    }
  };
  const readFrame = async (source) => {
    const found = native && (await readNatively(source));
    return found ?? readWithZxing(readPixels(source, whole(source, EDGE)));
  };
  const readPicture = async (source, isWanted) => {
    let seen = (native && (await readNatively(source))) ?? [];
    for (const part of listParts(source)) {
      if (seen.some(isWanted)) break;
      seen = [...seen, ...(await readWithZxing(readPixels(source, part)))];
    }
    return seen;
  };
  return { readFrame, readPicture };
}

/// A function from a picture to the texts of its codes, or null.
async function createNativeDetector() {
  try {
    const formats = await limitTime(globalThis.BarcodeDetector.getSupportedFormats(), NATIVE_LIMIT);
    if (!formats.includes("qr_code")) return null;
    const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
    return async (source) => (await detector.detect(source)).map(({ rawValue }) => rawValue).filter(Boolean);
  } catch {
    return null;
  }
}

function limitTime(promise, limit) {
  let late;
  const over = new Promise((_, reject) => {
    late = setTimeout(reject, limit, new Error("late"));
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(late));
}

function createZxingDecoder() {
  const waiting = new Map();
  let [worker, last] = [null, 0];
  // After an error or a hang the next picture gets a new worker.
  const stop = () => {
    worker?.terminate();
    worker = null;
    for (const done of [...waiting.values()]) done([]);
  };
  const start = () => {
    worker = new Worker(new URL("decode-worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => waiting.get(data.id)?.(data.texts));
    worker.addEventListener("error", stop);
  };
  return (picture) => new Promise((resolve) => {
    if (!picture) return resolve([]);
    const id = (last += 1);
    const late = setTimeout(stop, ZXING_LIMIT);
    waiting.set(id, (texts) => {
      clearTimeout(late);
      waiting.delete(id);
      resolve(texts);
    });
    if (!worker) start();
    return worker.postMessage({ id, picture }, [picture.data.buffer]);
  });
}

const measure = (source) => [source.videoWidth ?? source.naturalWidth ?? source.width, source.videoHeight ?? source.naturalHeight ?? source.height];

/// The whole picture, scaled down to at most `edge` pixels: `{ left, top, width, height, scale }`.
function whole(source, edge) {
  const [width, height] = measure(source);
  return { left: 0, top: 0, width, height, scale: Math.min(1, edge / Math.max(width, height)) };
}

/// The parts in which a picture is searched: as a frame, at full size, then tiles, twice as large because zxing needs three
/// pixels a module.
function* listParts(source) {
  const [width, height] = measure(source);
  yield whole(source, EDGE);
  if (Math.max(width, height) <= EDGE) return;
  yield { ...whole(source, Infinity), scale: Math.min(1, Math.sqrt(MOST_PIXELS / (width * height))) };
  for (let top = 0; top === 0 || top + TILE / 2 < height; top += TILE / 2) {
    for (let left = 0; left === 0 || left + TILE / 2 < width; left += TILE / 2) {
      yield { left, top, width: Math.min(TILE, width - left), height: Math.min(TILE, height - top), scale: 2 };
    }
  }
}

const canvas = document.createElement("canvas");

/// The pixels of a part of a picture, or null if it has none yet.
function readPixels(source, { left, top, width, height, scale }) {
  if (!width || !height) return null;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
