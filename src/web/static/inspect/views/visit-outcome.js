// The outcome of a visit: findings, met demands, new demands, conclusion.

import { button, choices, field, h, checkbox } from "../dom.js";
import { formatIsoDay, toIsoDay, t } from "../words.js";
import { CONCLUSIONS } from "./visit-words.js";

const WEEK = 7 * 86400;

export function outcome(app, { visit, items, save }) {
  const conclude = (value) => {
    visit.conclusion = value;
    save();
  };
  const pairs = Object.entries(CONCLUSIONS).map(([code, key]) => [code, t(key)]);
  return h("div", {}, findings(visit, items, app.facts.lang), metDemands(visit, save), demands(app, visit, items, save),
    choices(t("inspect-conclusion"), "conclusion", pairs, visit.conclusion, conclude));
}

function findings(visit, items, lang) {
  const wrong = items.filter(({ code }) => visit.answers[code]?.answer === "no");
  if (!wrong.length) return h("p", { class: "quiet" }, t("inspect-findings-none"));
  const line = (item) => h("li", {}, item[lang] ?? item.vi, " ", h("small", {}, item.basis), visit.answers[item.code].note ? h("p", {}, visit.answers[item.code].note) : "");
  return h("div", {}, h("h3", {}, t("inspect-findings")), h("ul", {}, wrong.map(line)));
}

/// Checkboxes for demands of earlier visits that are met.
function metDemands(visit, save) {
  const open = visit.venue.demands ?? [];
  if (!open.length) return "";
  const toggle = (id) => (done) => {
    visit.met = visit.met.filter((other) => other !== id).concat(done ? [id] : []);
    save();
  };
  return h("fieldset", {}, h("legend", {}, t("inspect-met")), open.map(({ id, text, due_on }) =>
    checkbox(t("inspect-met-one", { words: text, day: formatIsoDay(due_on) }), `met-${id}`, visit.met.includes(id), toggle(id))));
}

function demands(app, visit, items, save) {
  const list = h("div", {});
  const draw = () => list.replaceChildren(...visit.demands.map((demand) => demandForm(demand, visit, save, draw)));
  const add = () => {
    const first = items.find(({ code }) => visit.answers[code]?.answer === "no" && !visit.demands.some(({ item }) => item === code));
    visit.demands.push({ id: crypto.randomUUID(), item: first?.code ?? null, text: "", due_on: toIsoDay(app.now() + 2 * WEEK) });
    save();
    draw();
  };
  draw();
  return h("div", {}, h("h3", {}, t("inspect-demands")), list, button(t("inspect-demands-add"), "plus", add, { class: "quiet-button" }));
}

function demandForm(demand, visit, save, draw) {
  const words = field(t("inspect-demand-text"), { tag: "textarea", rows: "2", maxlength: "500", value: demand.text });
  const due = field(t("inspect-demand-due"), { type: "date", value: demand.due_on, class: "door-short" });
  const keep = () => {
    demand.text = words.field.value;
    demand.due_on = due.field.value;
    save();
  };
  words.field.addEventListener("input", keep);
  due.field.addEventListener("change", keep);
  const drop = () => {
    visit.demands.splice(visit.demands.indexOf(demand), 1);
    save();
    draw();
  };
  return h("div", { class: "door-demand" }, words.box, due.box, button(t("inspect-demand-drop"), "cross", drop, { class: "quiet-button" }));
}
