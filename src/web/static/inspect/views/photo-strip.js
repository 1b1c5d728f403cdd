// The photos of a visit: small pictures, each with a full view and a button to remove it, and the button to take another.

import { StorageError } from "../database.js";
import { button, confirmButton, h } from "../dom.js";
import { explainPicture, shrink } from "../photos.js";
import { describeProblem } from "../problems.js";
import * as visits from "../visits.js";
import { t } from "../words.js";

/// Most photos of a visit that the register takes.
const MOST_PHOTOS = 20;

/// What draws each strip on the screen: all change when the visit has as many photos as it may have.
const strips = new Map();

/// Photos of one item, or of the visit as a whole (`item` null). `save` saves the visit.
export function photoStrip(visit, item, save) {
  const id = `photo-${item ?? "visit"}`;
  const told = h("span", { role: "status" });
  const list = h("ul", { class: "door-strip" });
  const file = h("input", { type: "file", accept: "image/*", capture: "environment", class: "sr", id, onchange: () => add() });
  const take = h("label", { for: id, class: "button quiet-button", role: "button" }, t("inspect-photos-add"));
  const box = h("div", { class: "door-photos" }, list, file, take, " ", told);
  const items = new Map();
  const draw = () => {
    const own = visit.photos.filter((photo) => photo.item === item);
    const full = visit.photos.length >= MOST_PHOTOS;
    for (const photo of own) if (!items.has(photo.id)) items.set(photo.id, h("li", {}, thumbnail(visit, photo, () => remove(photo))));
    list.replaceChildren(...own.map((photo) => items.get(photo.id)));
    file.disabled = full;
    take.setAttribute("aria-disabled", String(full));
    told.textContent = full ? t("inspect-photos-most", { most: MOST_PHOTOS, n: own.length }) : t("inspect-photos-kept", { n: own.length });
  };
  const add = async () => {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen || visit.photos.length >= MOST_PHOTOS) return;
    try {
      await visits.addPhoto(visit, await shrink(chosen), item);
      drawAll();
    } catch (problem) {
      told.textContent = problem instanceof StorageError ? describeProblem(problem) : t(explainPicture(problem));
    }
  };
  const remove = async (photo) => {
    const before = visit.photos;
    visit.photos = before.filter((other) => other.id !== photo.id);
    if (await save()) await visits.discardPhoto(visit, photo.id);
    else visit.photos = before;
    drawAll();
  };
  strips.set(box, draw);
  draw();
  return box;
}

function drawAll() {
  for (const [box, draw] of strips) {
    if (box.isConnected) draw();
    else strips.delete(box);
  }
}

function thumbnail(visit, photo, remove) {
  const picture = h("img", { alt: t("inspect-photo-open") });
  loadPicture(picture, visit, photo);
  return h("button", { type: "button", class: "door-thumbnail", onclick: () => openPhoto(visit, photo, remove) }, picture);
}

async function loadPicture(picture, visit, { id }) {
  const bytes = await visits.readPhoto(visit.id, id);
  if (!bytes) return;
  picture.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
  await picture.decode().catch(() => {});
  URL.revokeObjectURL(picture.src);
}

/// Shows a photo in full, over the page.
function openPhoto(visit, photo, remove) {
  const picture = h("img", { alt: t("inspect-photo") });
  const drop = confirmButton(t("inspect-photo-drop"), t("inspect-photo-drop-sure"), t("inspect-photo-drop-do"), () => {
    view.close();
    remove();
  });
  const close = button(t("inspect-photo-close"), "back", () => view.close());
  const view = h("dialog", { class: "door-photo", onclose: () => view.remove() }, h("article", {}, picture, h("div", { class: "door-thumb" }, close, drop)));
  loadPicture(picture, visit, photo);
  window.addEventListener("popstate", () => view.close(), { once: true });
  document.body.append(view);
  view.showModal();
}
