// The camera view. All controls are in the lower half, within reach of the thumb of the hand that holds the phone.

import { Camera, findCodeInFile } from "../camera.js";
import { button, h, icon, notice } from "../dom.js";
import * as reading from "../scan.js";
import { t } from "../words.js";
import { verdict } from "./verdict.js";
import { typing } from "./typing.js";

export function scan(app) {
  const video = h("video", { playsinline: true, muted: true, "aria-label": t("inspect-scan-picture") });
  const camera = new Camera(video);
  const ended = new AbortController();
  const told = h("div", { class: "door-told", role: "status" }, h("p", {}, t("inspect-scan-hint")));
  const controls = h("div", { class: "door-thumb door-controls" });
  const view = h("section", { class: "door-scan", "data-view": "scan" }, h("h1", { class: "sr" }, t("inspect-scan-title")),
    h("div", { class: "door-camera" }, video, h("div", { class: "door-frame", "aria-hidden": "true" })), told, controls);
  const found = (text) => app.show(verdict, reading.read(text, app.facts.public_url), performance.now());
  drawControls(app, { camera, controls, told, found, ended });
  startScanning(app, { camera, controls, told, found, ended });
  view.leave = () => {
    ended.abort();
    camera.stop();
  };
  return view;
}

async function startScanning(app, parts) {
  const { camera, told, found, ended } = parts;
  try {
    await camera.start();
    drawControls(app, parts);
    const text = await camera.findCode(app.decode, ended.signal);
    if (text) found(text);
  } catch (problem) {
    const known = { NotAllowedError: "inspect-camera-refused", NotFoundError: "inspect-camera-none" };
    if (!ended.signal.aborted) told.replaceChildren(notice("warn", t(known[problem.name] ?? "inspect-camera-busy")));
  }
}

async function drawControls(app, parts) {
  const { camera, controls, found, told } = parts;
  const file = h("input", { type: "file", accept: "image/*", class: "sr", id: "gallery", onchange: () => scanFile(app, file, found, told) });
  const gallery = h("label", { for: "gallery", class: "door-control", role: "button" }, icon("image"), h("span", {}, t("inspect-gallery")));
  const type = button(t("inspect-type"), "keyboard", () => app.show(typing), { class: "door-control" });
  controls.replaceChildren(...(await cameraControls(camera)), file, gallery, type);
}

async function cameraControls(camera) {
  const extra = [];
  if (camera.hasTorch) {
    const lamp = button(t("inspect-torch"), "torch", () => {
      const on = lamp.getAttribute("aria-pressed") !== "true";
      lamp.setAttribute("aria-pressed", String(on));
      camera.setTorch(on);
    }, { class: "door-control", "aria-pressed": "false" });
    extra.push(lamp);
  }
  if (camera.stream && (await Camera.listDevices()).length > 1) {
    extra.push(button(t("inspect-other-camera"), "camera", () => camera.startNext(), { class: "door-control" }));
  }
  return extra;
}

async function scanFile(app, input, found, told) {
  const [file] = input.files;
  if (!file) return;
  const text = await findCodeInFile(file, app.decode).catch(() => null);
  input.value = "";
  if (text) found(text);
  else told.replaceChildren(notice("warn", t("inspect-gallery-none")));
}
