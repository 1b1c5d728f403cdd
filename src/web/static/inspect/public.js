// The public scanner: finds a code and opens the register's page of it. It stores nothing and sends only that address.

import { Camera, explainCamera, findCodesInFile } from "./camera.js";
import { createDecoder } from "./decoder.js";
import { button, h, icon, notice } from "./dom.js";
import { explainPicture } from "./photos.js";
import { Kind, choose, isOurs, read } from "./scan.js";
import { loadPageData, t } from "./words.js";

const place = document.getElementById("scanner");
const facts = loadPageData(place);
const decoder = createDecoder();

const video = h("video", { playsinline: true, muted: true, "aria-label": t("inspect-scan-picture") });
const told = h("div", { role: "status" }, h("p", {}, t("inspect-scan-hint")));
const file = h("input", { type: "file", accept: "image/*", class: "sr", id: "gallery", onchange: () => scanFile() });
const camera = new Camera(video, showState);
const ended = new AbortController();
let failed = false;

function showState(problem) {
  const again = () => button(t("inspect-camera-again"), "camera", () => camera.open(), { class: "quiet-button" });
  if (problem) told.replaceChildren(notice("warn", t(explainCamera(problem))), again());
  else if (failed) told.replaceChildren(h("p", {}, t("inspect-scan-hint")));
  failed = Boolean(problem);
}

/// Opens only codes of this register; the text of others is not shown as a link.
function openCode(texts) {
  const scan = read(choose(texts, facts.public_url), facts.public_url);
  const word = scan.token ?? scan.code;
  if (word) {
    ended.abort();
    location.assign(`/v/${word}`);
    return true;
  }
  told.replaceChildren(notice("warn", t(scan.kind === Kind.MISTYPED ? "verify-verdict-mistyped-advice" : "verify-verdict-not-ours-advice")));
  return false;
}

async function scanCamera() {
  camera.run(ended.signal);
  const own = await decoder;
  while (!ended.signal.aborted) {
    const texts = await camera.findCodes(own, ended.signal);
    if (texts.length && openCode(texts)) return;
  }
}

async function scanFile() {
  const [chosen] = file.files;
  file.value = "";
  if (!chosen) return;
  told.replaceChildren(h("p", {}, t("inspect-gallery-busy")));
  try {
    const texts = await findCodesInFile(chosen, await decoder, (text) => isOurs(text, facts.public_url));
    if (texts.length) openCode(texts);
    else told.replaceChildren(notice("warn", t("inspect-gallery-none")));
  } catch (problem) {
    told.replaceChildren(notice("warn", t(explainPicture(problem))));
  }
}

place.append(h("div", { class: "door-camera" }, video, h("div", { class: "door-frame", "aria-hidden": "true" })), told, file,
  h("label", { for: "gallery", class: "button quiet-button", role: "button" }, icon("image"), " ", t("inspect-gallery")));
scanCamera();
