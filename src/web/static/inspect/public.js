// The public scanner: finds a code and opens the register's page of it. It stores nothing and sends only that address.

import { Camera, findCodeInFile } from "./camera.js";
import { createDecoder } from "./decoder.js";
import { h, icon, notice } from "./dom.js";
import { Kind, read } from "./scan.js";
import { loadPageData, t } from "./words.js";

const place = document.getElementById("scanner");
const facts = loadPageData(place);
const decoder = createDecoder();
const decode = (source) => decoder.then((own) => own(source));

const video = h("video", { playsinline: true, muted: true, "aria-label": t("inspect-scan-picture") });
const told = h("div", { role: "status" }, h("p", {}, t("inspect-scan-hint")));
const file = h("input", { type: "file", accept: "image/*", class: "sr", id: "gallery", onchange: () => scanFile() });
const camera = new Camera(video);

/// Opens only codes of this register; the text of others is not shown as a link.
function openCode(text) {
  const scan = read(text, facts.public_url);
  const word = scan.token ?? scan.code;
  if (word) {
    camera.stop();
    location.assign(`/v/${word}`);
    return true;
  }
  told.replaceChildren(notice("warn", t(scan.kind === Kind.MISTYPED ? "verify-verdict-mistyped-advice" : "verify-verdict-not-ours-advice")));
  return false;
}

async function scanCamera() {
  try {
    await camera.start();
    const never = new AbortController().signal;
    while (!openCode(await camera.findCode(decode, never)));
  } catch (problem) {
    const known = { NotAllowedError: "inspect-camera-refused", NotFoundError: "inspect-camera-none" };
    told.replaceChildren(notice("warn", t(known[problem.name] ?? "inspect-camera-busy")));
  }
}

async function scanFile() {
  const [chosen] = file.files;
  file.value = "";
  const text = chosen && (await findCodeInFile(chosen, decode).catch(() => null));
  if (text) openCode(text);
  else told.replaceChildren(notice("warn", t("inspect-gallery-none")));
}

place.append(h("div", { class: "door-camera" }, video, h("div", { class: "door-frame", "aria-hidden": "true" })), told, file,
  h("label", { for: "gallery", class: "button quiet-button", role: "button" }, icon("image"), " ", t("inspect-gallery")));
scanCamera();
