// The checklist for this kind of venue, with notes and photos, and the number of workers found.

import { choices, field, h, notice } from "../dom.js";
import { StorageError } from "../database.js";
import { shrink } from "../photos.js";
import { describeProblem } from "../problems.js";
import * as visits from "../visits.js";
import { t } from "../words.js";

const MOST_PHOTOS = 20;

export function questions(app, { visit, items, save }) {
  const { lang } = app.facts;
  return h("div", {}, items.length ? items.map((item) => question(visit, item, lang, save)) : notice("warn", t("inspect-checklist-none")),
    staff(visit, save), h("h3", {}, t("inspect-photos")), photos(visit, null));
}

function question(visit, item, lang, save) {
  const answer = (visit.answers[item.code] ??= { answer: "", count: "", note: "" });
  const more = h("div", { hidden: answer.answer !== "no" });
  const choose = (value) => {
    answer.answer = value;
    more.hidden = value !== "no";
    save();
  };
  const pairs = ["yes", "no", "na"].map((value) => [value, t(`inspect-answer-${value}`)]);
  const keep = (control, name) => control.field.addEventListener("input", () => {
    answer[name] = control.field.value;
    save();
  });
  const note = field(t("inspect-answer-note"), { tag: "textarea", rows: "2", maxlength: "1000", value: answer.note });
  keep(note, "note");
  if (item.counts) {
    const count = field(t("inspect-answer-count"), { inputmode: "numeric", maxlength: "4", value: answer.count, class: "door-short" });
    keep(count, "count");
    more.append(count.box);
  }
  more.append(note.box, photos(visit, item.code));
  return h("div", { class: "door-question", "data-item": item.code }, choices(item[lang] ?? item.vi, `answer-${item.code}`, pairs, answer.answer, choose, item.basis), more);
}

function staff(visit, save) {
  const found = field(t("inspect-staff-found"), { inputmode: "numeric", maxlength: "4", value: visit.found, class: "door-short" },
    t("inspect-staff-registered", { n: visit.venue.workers?.declared ?? t("inspect-unknown") }));
  found.field.addEventListener("input", () => {
    visit.found = found.field.value.trim();
    save();
  });
  return found.box;
}

/// Photos of one item, or of the visit as a whole.
function photos(visit, item) {
  const id = `photo-${item ?? "visit"}`;
  const told = h("span", { role: "status" });
  const draw = () => {
    told.textContent = t("inspect-photos-kept", { n: visit.photos.filter((photo) => photo.item === item).length });
  };
  const file = h("input", { type: "file", accept: "image/*", capture: "environment", class: "sr", id, onchange: () => add() });
  const add = async () => {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen || visit.photos.length >= MOST_PHOTOS) return;
    try {
      await visits.addPhoto(visit, await shrink(chosen), item);
      draw();
    } catch (problem) {
      told.textContent = problem instanceof StorageError ? describeProblem(problem) : t("inspect-photos-unreadable");
    }
  };
  draw();
  return h("div", { class: "door-photos" }, file, h("label", { for: id, class: "button quiet-button", role: "button" }, t("inspect-photos-add")), " ", told);
}
