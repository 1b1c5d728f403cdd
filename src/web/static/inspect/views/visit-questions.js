// The checklist for this kind of venue, with notes and photos, and the number of workers found.

import { choices, field, h, notice } from "../dom.js";
import { t } from "../words.js";
import { photoStrip } from "./photo-strip.js";

export function questions(app, { visit, items, save }) {
  const { lang } = app.facts;
  return h("div", {}, items.length ? items.map((item) => question(visit, item, lang, save)) : notice("warn", t("inspect-checklist-none")),
    staff(visit, save), h("h3", {}, t("inspect-photos")), photoStrip(visit, null, save));
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
  more.append(note.box, photoStrip(visit, item.code, save));
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
