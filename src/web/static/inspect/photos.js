// Opens picture files, and re-encodes photos in a smaller size. A re-encoded picture has no metadata (position, time, name).

const EDGE = 1600;
const MOST_BYTES = 700000;

/// A picture file as a bitmap. Throws an error that `explainPicture` knows.
export async function openPicture(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // Safari decodes HEIC in an image element only.
    const image = await loadImage(file);
    if (image) return createImageBitmap(image);
    throw new Error((await isHeic(file)) ? "heic" : "unreadable");
  }
}

async function loadImage(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  const loaded = await image.decode().then(() => image, () => null);
  URL.revokeObjectURL(image.src);
  return loaded;
}

/// Whether a file is of the HEIF family (ISO/IEC 23008-12): its first box names one of these brands.
async function isHeic(file) {
  const head = new TextDecoder("latin1").decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(hei[cxms]|hev[cx]|mif1|msf1)$/.test(head);
}

/// The locale key of why a picture could not be read. Few browsers decode an iPhone's own format, HEIC.
export const explainPicture = ({ message }) => (message === "heic" ? "inspect-photos-heic" : "inspect-photos-unreadable");

/// JPEG bytes of a picture file. Throws as `openPicture`.
export async function shrink(file) {
  const bitmap = await openPicture(file);
  const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of [0.82, 0.7, 0.55]) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (!blob) break;
    if (blob.size <= MOST_BYTES || quality === 0.55) return new Uint8Array(await blob.arrayBuffer());
  }
  throw new Error("unreadable");
}
