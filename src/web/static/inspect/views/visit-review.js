// The review of a visit: what is missing, what will be sent, and the button that signs the report.

import { button, confirmButton, h, notice, summary } from "../dom.js";
import { describeProblem } from "../problems.js";
import * as visits from "../visits.js";
import { formatIsoDay, formatTime, t } from "../words.js";
import { ANSWERS, CONCLUSIONS, KINDS } from "./visit-words.js";

export function review(app, ready, go) {
  const view = h("div", {});
  draw(app, ready, go, view);
  return view;
}

async function draw(app, { visit, items, teams, least }, go, view) {
  const gaps = visits.listGaps(visit, { least, items, content: await visits.hashContent(visit) });
  const told = h("div", { role: "status" });
  const line = ([step, words, values]) => h("li", {}, h("button", { type: "button", class: "door-gap", onclick: () => go(step) }, t(words, values)));
  view.replaceChildren(
    gaps.length ? h("div", { class: "error-summary", role: "alert" }, h("h3", {}, t("inspect-review-gaps")), h("ul", {}, gaps.map(line))) : notice("good", t("inspect-review-whole")),
    summarise(visit, { items, teams }, app.facts.lang), told,
    h("div", { class: "door-thumb" }, gaps.length ? "" : button(t("inspect-visit-finish"), "check", () => finish(app, visit, told)), dropButton(app, visit, told)));
}

/// What the record says, as it is signed.
export const summarise = (visit, { items, teams }, lang = document.documentElement.lang) => summary(rows(visit, items, teams, lang));

function rows(visit, items, teams, lang) {
  const team = teams.find(({ id }) => id === visit.team);
  const count = (value) => Object.values(visit.answers).filter(({ answer }) => answer === value).length;
  return [
    [t("inspect-paper-number"), visit.certificate],
    [t("inspect-visit-team"), team?.name],
    [t("inspect-visit-kind"), t(KINDS[visit.kind])],
    [t("inspect-review-began"), formatTime(Date.parse(visit.started_at) / 1000)],
    [t("inspect-visit-members"), (team?.members ?? []).filter(({ id }) => visit.members.includes(id)).map(({ name }) => name).join(", ")],
    [t("inspect-visit-ground"), visits.needsGround(visit) ? visit.ground.note : ""],
    [t("inspect-staff-found"), visit.found],
    [t("inspect-step-questions"), Object.entries(ANSWERS).map(([value, key]) => `${t(key)}: ${count(value)}`).join(", ")],
    [t("inspect-findings"), items.filter(({ code }) => visit.answers[code]?.answer === "no").map((item) => `${item[lang] ?? item.vi} ${visit.answers[item.code].note ?? ""}`.trim()).join("\n")],
    [t("inspect-demands"), visit.demands.map(({ text, due_on: due }) => `${text} (${t("inspect-venue-due", { day: formatIsoDay(due) })})`).join("\n")],
    [t("inspect-met"), visit.met.length ? String(visit.met.length) : ""],
    [t("inspect-photos"), String(visit.photos.length)],
    [t("inspect-conclusion"), visit.conclusion && t(CONCLUSIONS[visit.conclusion])],
    [t("inspect-correct-reason"), visit.correction?.reason],
    [t("inspect-owner-name"), visit.owner.name],
    [t("inspect-owner-remarks"), visit.owner.remarks],
  ];
}

async function finish(app, visit, told) {
  try {
    await visits.finish(visit);
  } catch (problem) {
    told.replaceChildren(notice("bad", t("inspect-visit-unsaved", { why: describeProblem(problem) })));
    return;
  }
  app.showTab("visits");
  app.refresh();
}

/// Button that asks for confirmation before deleting the draft.
const dropButton = (app, visit, told) => confirmButton(t(visit.correction ? "inspect-correct-drop" : "inspect-visit-drop"), t("inspect-visit-drop-sure"), t("inspect-visit-drop-do"), async () => {
  try {
    await visits.remove(visit);
    app.showTab("visits");
  } catch (problem) {
    told.replaceChildren(notice("bad", describeProblem(problem)));
  }
});
