// The review of a visit: what is missing, what will be sent, and the button that signs the report.

import { button, h, notice, summary } from "../dom.js";
import * as visits from "../visits.js";
import { formatTime, t } from "../words.js";

export function review(app, { visit, items, teams, least }, go) {
  const gaps = visits.listGaps(visit, { members: least, items });
  const line = ([step, words, values]) => h("li", {}, h("button", { type: "button", class: "door-gap", onclick: () => go(step) }, t(words, values)));
  return h("div", {},
    gaps.length ? h("div", { class: "error-summary", role: "alert" }, h("h3", {}, t("inspect-review-gaps")), h("ul", {}, gaps.map(line))) : notice("good", t("inspect-review-whole")),
    summary(rows(visit, teams)),
    h("div", { class: "door-thumb" }, gaps.length ? "" : button(t("inspect-visit-finish"), "check", () => finish(app, visit)), dropButton(app, visit)));
}

function rows(visit, teams) {
  const team = teams.find(({ id }) => id === visit.team);
  return [
    [t("inspect-visit-team"), team?.name],
    [t("inspect-visit-kind"), t(`inspect-kind-${visit.kind}`)],
    [t("inspect-review-began"), formatTime(Date.parse(visit.started_at) / 1000)],
    [t("inspect-visit-members"), (team?.members ?? []).filter(({ id }) => visit.members.includes(id)).map(({ name }) => name).join(", ")],
    [t("inspect-staff-found"), visit.found],
    [t("inspect-demands"), visit.demands.map(({ text }) => text).join("\n")],
    [t("inspect-photos"), String(visit.photos.length)],
    [t("inspect-conclusion"), visit.conclusion && t(`inspect-conclusion-${visit.conclusion}`)],
  ];
}

async function finish(app, visit) {
  await visits.finish(visit, app.now());
  app.showTab("visits");
  app.refresh();
}

/// Button that asks for confirmation before deleting the draft.
function dropButton(app, visit) {
  const ask = button(t("inspect-visit-drop"), "trash", () => {
    ask.replaceWith(h("div", { class: "door-sure" }, notice("warn", t("inspect-visit-drop-sure")), button(t("inspect-visit-drop-do"), "trash", async () => {
      await visits.remove(visit);
      app.showTab("visits");
    }, { class: "danger-button" })));
  }, { class: "quiet-button" });
  return ask;
}
