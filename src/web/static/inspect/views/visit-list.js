// The visits on this phone: drafts, queued reports, and reports that the register has.

import { button, chip, h, notice } from "../dom.js";
import * as outbox from "../outbox.js";
import { describeProblem } from "../problems.js";
import * as visits from "../visits.js";
import { formatTime, t } from "../words.js";
import { logIn } from "./enrol.js";
import { queue } from "./queue.js";
import { visit } from "./visit.js";

const LOOKS = { draft: ["neutral", "pen"], ready: ["info", "clock"], refused: ["bad", "warning"], sent: ["good", "check"] };

export function visitList(app) {
  const list = h("ul", { class: "door-list" });
  const told = h("div", { role: "status" });
  const draw = () => drawAll(app, list, told);
  document.addEventListener("door:refreshed", draw);
  draw();
  const view = h("section", { class: "door-card", "data-view": "visits" }, h("h1", {}, t("inspect-visits-title")), told, list,
    h("div", { class: "door-thumb" }, button(t("inspect-visits-send"), "upload", () => app.refresh()),
      button(t("inspect-queue-title"), "list", () => app.show(queue), { class: "quiet-button" })));
  view.leave = () => document.removeEventListener("door:refreshed", draw);
  return view;
}

async function drawAll(app, list, told) {
  const [all, waiting] = [await visits.list(), await outbox.countWaiting()];
  told.replaceChildren(...notices(app, waiting));
  list.replaceChildren(...(all.length ? all.map((row) => item(app, row)) : [h("li", { class: "quiet" }, t("inspect-visits-none"))]),
    all.length && app.sync?.keep_days ? h("li", { class: "quiet" }, t("inspect-visits-kept", { n: app.sync.keep_days })) : "");
}

function notices(app, waiting) {
  const left = waiting.scans + waiting.visits + waiting.photos + waiting.refused;
  const late = (app.sync?.notices ?? []).map((row) => notice("bad", t("inspect-late-truth", { at: formatTime(Date.parse(row.at) / 1000), venue: row.venue })));
  if (app.problem?.status === 401) return [...late, logIn()];
  if (waiting.refused) late.push(notice("bad", t("inspect-queue-some-refused", { n: waiting.refused })));
  if (app.problem && !app.problem.offline) return [...late, notice("bad", describeProblem(app.problem))];
  return [...late, left ? notice("info", t("inspect-kept-waiting-of", waiting)) : notice("good", t("inspect-visits-all-sent"))];
}

function item(app, row) {
  const [tone, symbol] = LOOKS[row.state];
  const words = row.state === "sent" ? t("inspect-visit-sent", { number: row.told?.number ?? "" }) : t(`inspect-visit-${row.state}`);
  const { problem } = row;
  const open = row.state === "draft" || row.state === "refused" ? () => app.show(visit, { draft: row }) : null;
  return h("li", { "data-visit": row.id, "data-state": row.state }, h(open ? "button" : "div", { type: open && "button", class: "door-row", onclick: open },
    h("strong", {}, row.venue.name), h("span", {}, formatTime(Date.parse(row.started_at) / 1000)), h("span", { class: "door-chips" }, chip(tone, symbol, words)),
    problem ? h("span", { class: "field-error" }, problem) : ""));
}
