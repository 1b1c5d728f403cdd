// The camera: a stream in a video element that is polled until it shows a code.

/// Milliseconds between two attempts, so that the phone does not get hot.
const PAUSE = 120;

export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
    this.device = null;
  }

  /// Starts the back camera, or the given one. Throws the browser's errors: `NotAllowedError`, …
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

  /// Whether the camera has a torch.
  get hasTorch() {
    return Boolean(this.track?.getCapabilities?.().torch);
  }

  async setTorch(on) {
    await this.track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  /// Ids of the cameras.
  static async listDevices() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
  }

  /// Switches to the next camera.
  async startNext() {
    const devices = await Camera.listDevices();
    const at = devices.indexOf(this.device);
    await this.start(devices[(at + 1) % devices.length]);
  }

  /// The text of the first code that the camera sees; null once `signal` is aborted.
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

/// The text of the code in a picture from the gallery, or null. The picture is not stored or sent.
export async function findCodeInFile(file, decode) {
  const bitmap = await createImageBitmap(file);
  try {
    return await decode(bitmap);
  } finally {
    bitmap.close();
  }
}
