// The camera view. All controls are in the lower half, within reach of the thumb of the hand that holds the phone.

import { Camera, explainCamera, findCodesInFile } from "../camera.js";
import { button, h, icon, notice } from "../dom.js";
import { explainPicture } from "../photos.js";
import * as reading from "../scan.js";
import { t } from "../words.js";
import { verdict } from "./verdict.js";
import { typing } from "./typing.js";

export function scan(app) {
  const video = h("video", { playsinline: true, muted: true, "aria-label": t("inspect-scan-picture") });
  const ended = new AbortController();
  const told = h("div", { class: "door-told", role: "status" }, h("p", {}, t("inspect-scan-hint")));
  const controls = h("div", { class: "door-thumb door-controls" });
  const view = h("section", { class: "door-scan", "data-view": "scan" }, h("h1", { class: "sr" }, t("inspect-scan-title")),
    h("div", { class: "door-camera" }, video, h("div", { class: "door-frame", "aria-hidden": "true" })), told, controls);
  const found = (texts) => app.show(verdict, reading.read(reading.choose(texts, app.facts.public_url), app.facts.public_url), performance.now());
  const parts = { told, controls, fixed: fixedControls(app, told, found), found, failed: false };
  parts.camera = new Camera(video, (problem) => showState(parts, problem));
  drawControls(parts);
  scanCamera(app, parts, ended.signal);
  view.leave = () => ended.abort();
  return view;
}

async function scanCamera(app, { camera, found }, signal) {
  camera.run(signal);
  const texts = await camera.findCodes(await app.loadDecoder(), signal);
  if (texts.length) found(texts);
}

/// Shows whether the camera runs, and if not, why and the button to ask for it again.
function showState(parts, problem) {
  const again = () => button(t("inspect-camera-again"), "camera", () => parts.camera.open(), { class: "quiet-button" });
  if (problem) parts.told.replaceChildren(notice("warn", t(explainCamera(problem))), again());
  else if (parts.failed) parts.told.replaceChildren(h("p", {}, t("inspect-scan-hint")));
  parts.failed = Boolean(problem);
  drawControls(parts);
}

/// The controls that do not depend on the camera.
function fixedControls(app, told, found) {
  const file = h("input", { type: "file", accept: "image/*", class: "sr", id: "gallery", onchange: () => scanFile(app, file, found, told) });
  const gallery = h("label", { for: "gallery", class: "door-control", role: "button" }, icon("image"), h("span", {}, t("inspect-gallery")));
  const type = button(t("inspect-type"), "keyboard", () => app.show(typing), { class: "door-control" });
  return [file, gallery, type];
}

async function drawControls({ camera, controls, fixed }) {
  controls.replaceChildren(...(await cameraControls(camera)), ...fixed);
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
    extra.push(button(t("inspect-other-camera"), "camera", () => camera.openNext(), { class: "door-control" }));
  }
  return extra;
}

async function scanFile(app, input, found, told) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  told.replaceChildren(h("p", {}, t("inspect-gallery-busy")));
  try {
    const texts = await findCodesInFile(file, await app.loadDecoder(), (text) => reading.isOurs(text, app.facts.public_url));
    if (texts.length) found(texts);
    else told.replaceChildren(notice("warn", t("inspect-gallery-none")));
  } catch (problem) {
    told.replaceChildren(notice("warn", t(explainPicture(problem))));
  }
}
