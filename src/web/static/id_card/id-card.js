// Fills the fields of a person from the picture of an identity card's QR code. The picture stays on the phone: it is neither sent
// nor kept.

import { findCodesInFile } from "../inspect/camera.js";
import { createDecoder } from "../inspect/decoder.js";
import { parseCardText } from "./card-text.js";

const box = document.getElementById("id-card");
const picture = box.querySelector("input");
const told = box.querySelector("[role=status]");

async function read(file) {
  told.textContent = box.dataset.busy;
  try {
    const texts = await findCodesInFile(file, await createDecoder(), (text) => parseCardText(text) !== null);
    const card = texts.map(parseCardText).find(Boolean);
    if (card) fill(card);
    told.textContent = box.dataset[card ? "done" : texts.length ? "other" : "none"];
  } catch (problem) {
    told.textContent = box.dataset[problem.message === "heic" ? "heic" : "unreadable"];
  }
}

function fill({ number, name, bornOn, sex, residence }) {
  set("name", name);
  set("born_on", bornOn);
  set("sex", sex);
  set("paper", "personal");
  set("number", number);
  set("residence", residence);
}

/// Fills a field that the form has, as if it had been typed.
function set(field, value) {
  for (const input of document.getElementsByName(field)) {
    if (input.type === "radio") input.checked = input.value === value;
    else input.value = value;
    if (input.type !== "radio" || input.checked) {
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }
}

picture.addEventListener("change", async () => {
  const [file] = picture.files;
  if (!file) return;
  await read(file);
  picture.value = "";
});
box.hidden = false;
