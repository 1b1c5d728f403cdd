// The camera: a stream in a video element that is polled until it shows a code.

import { openPicture } from "./photos.js";

/// Milliseconds between two attempts, so that the phone does not get hot.
const PAUSE = 120;
/// Milliseconds before a camera that was taken away is asked for again.
const REOPEN_PAUSE = 500;

export class Camera {
  /// `tell`: called with null each time the camera runs, and with the browser's error (`NotAllowedError`, …) when it cannot.
  constructor(video, tell) {
    this.video = video;
    this.tell = tell;
    this.stream = null;
    this.device = null;
    /// Changes with every start and stop, so that a stream that arrives too late is stopped.
    this.turn = 0;
  }

  /// Runs the camera until `signal` is aborted. It is free while the page is hidden, and asked for again when the page is
  /// shown or another app took it. The screen stays on meanwhile.
  run(signal) {
    const follow = () => (document.hidden ? this.stop() : this.open());
    document.addEventListener("visibilitychange", follow, { signal });
    signal.addEventListener("abort", () => this.stop());
    keepScreenOn(signal);
    return this.open();
  }

  /// Opens the back camera, or the given one.
  async open(device = this.device) {
    this.stop();
    const { turn } = this;
    try {
      const stream = await askForStream(device);
      if (turn !== this.turn) return stopTracks(stream);
      this.stream = stream;
      this.device = this.track.getSettings().deviceId ?? null;
      this.track.addEventListener("ended", () => this.openAgain(turn));
      this.video.srcObject = stream;
      await this.video.play();
      this.tell(null);
    } catch (problem) {
      if (turn === this.turn) this.tell(problem);
    }
    return null;
  }

  openAgain(turn) {
    setTimeout(() => turn === this.turn && this.open(), REOPEN_PAUSE);
  }

  stop() {
    this.turn += 1;
    stopTracks(this.stream);
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
  async openNext() {
    const devices = await Camera.listDevices();
    const at = devices.indexOf(this.device);
    await this.open(devices[(at + 1) % devices.length]);
  }

  /// The texts of the codes that the camera sees first; none once `signal` is aborted.
  async findCodes(decoder, signal) {
    while (!signal.aborted) {
      if (this.stream && this.video.readyState >= 2) {
        const texts = await decoder.readFrame(this.video);
        if (texts.length && !signal.aborted) return texts;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return [];
  }
}

async function askForStream(device) {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const ask = (wish) => navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wish, ...size } });
  const back = { facingMode: { ideal: "environment" } };
  if (!device) return ask(back);
  // The chosen camera may be gone.
  return ask({ deviceId: { exact: device } }).catch((problem) => (problem.name === "OverconstrainedError" ? ask(back) : Promise.reject(problem)));
}

const stopTracks = (stream) => stream?.getTracks().forEach((track) => track.stop());

/// Keeps the screen on until `signal` is aborted (Screen Wake Lock API). The browser ends the lock when the page is hidden.
function keepScreenOn(signal) {
  let lock = null;
  const take = async () => {
    if (document.hidden) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    if (signal.aborted) lock?.release();
  };
  document.addEventListener("visibilitychange", take, { signal });
  signal.addEventListener("abort", () => lock?.release());
  take();
}

/// The locale key of why the camera does not run.
export function explainCamera(problem) {
  const known = { NotAllowedError: "inspect-camera-refused", NotFoundError: "inspect-camera-none" };
  return known[problem.name] ?? "inspect-camera-busy";
}

/// The texts of the codes in a picture from the gallery. The picture is not stored or sent. Throws as `openPicture`.
export async function findCodesInFile(file, decoder, isWanted) {
  const bitmap = await openPicture(file);
  try {
    return await decoder.readPicture(bitmap, isWanted);
  } finally {
    bitmap.close();
  }
}
