// The camera: a stream in a video element, looked at again and again until it shows a code.

/// Between two looks, in milliseconds: a phone must not get hot in the hand.
const PAUSE = 120;

export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
    this.device = null;
  }

  /// Begins with the back camera, or with the one that was chosen. Throws what the browser says: `NotAllowedError`, …
  async start(device = this.device) {
    this.stop();
    const wish = device ? { deviceId: { exact: device } } : { facingMode: { ideal: "environment" } };
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wish, ...size } });
    this.device = this.track.getSettings().deviceId ?? null;
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }

  get track() {
    return this.stream?.getVideoTracks()[0];
  }

  /// Whether there is a lamp to switch.
  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  async setTorch(on) {
    await this.track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  /// Ids of the cameras; names are known only after consent.
  static async listDevices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
  }

  /// Goes on to the next camera.
  async startNext() {
    const devices = await Camera.listDevices();
    const at = devices.indexOf(this.device);
    await this.start(devices[(at + 1) % devices.length]);
  }

  /// The text of the first code that comes before the camera; null once `signal` ends the look-out.
  async findCode(decode, signal) {
    while (!signal.aborted) {
      if (this.video.readyState >= 2 && !document.hidden) {
        const text = await decode(this.video);
        if (signal.aborted) return null;
        if (text) return text;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }
}

/// The text of the code in a picture from the gallery, or null. The picture goes nowhere.
export async function findCodeInFile(file, decode) {
  const bitmap = await createImageBitmap(file);
  try {
    return await decode(bitmap);
  } finally {
    bitmap.close();
  }
}
