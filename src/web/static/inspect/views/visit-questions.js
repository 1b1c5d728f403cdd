// The checklist for this kind of venue, with notes and photos, and the number of workers found.

import { choices, field, h, notice } from "../dom.js";
import { findPosition } from "../position.js";
import * as visits from "../visits.js";
import { formatTime, t } from "../words.js";
import { photoStrip } from "./photo-strip.js";
import { ANSWERS } from "./visit-words.js";

export function questions(app, { visit, items, save }) {
  const { lang } = app.facts;
  return h("div", {}, items.length ? items.map((item) => question(visit, item, lang, save)) : notice("warn", t("inspect-checklist-none")),
    staff(visit, save), h("h3", {}, t("inspect-photos")), photoStrip(visit, null, save));
}

function question(visit, item, lang, save) {
  const answer = (visit.answers[item.code] ??= { answer: "", count: "", note: "" });
  const more = h("div", { hidden: answer.answer !== "no" });
  const changes = (visit.changes ?? []).filter((change) => change.item === item.code);
  const log = h("div", {}, changes.map((change) => logEntry(change, save)));
  const choose = (value) => {
    if (answer.answer && answer.answer !== value) {
      const change = visits.noteChange(visit, item.code, answer.answer, value);
      log.append(logEntry(change, save));
      locate(change, log, save);
    }
    answer.answer = value;
    more.hidden = value !== "no";
    save();
  };
  const pairs = Object.entries(ANSWERS).map(([value, key]) => [value, t(key)]);
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
  return h("div", { class: "door-question", "data-item": item.code }, choices(item[lang] ?? item.vi, `answer-${item.code}`, pairs, answer.answer, choose, item.basis), log, more);
}

/// Adds to a change where the phone was. A visit that was left meanwhile is saved without.
async function locate(change, log, save) {
  change.position = await findPosition();
  if (change.position && log.isConnected) save();
}

/// A change of an answer: when, from what to what, and why, which may stay empty.
function logEntry(change, save) {
  const values = { at: formatTime(Date.parse(change.at) / 1000), from: t(ANSWERS[change.from]), to: t(ANSWERS[change.to]) };
  const why = field(t("inspect-answer-why"), { maxlength: "300", autocomplete: "off", value: change.reason });
  why.field.addEventListener("input", () => {
    change.reason = why.field.value;
    save();
  });
  return h("div", { "data-change": change.item }, h("p", { class: "quiet" }, t("inspect-answer-changed", values)), why.box);
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
