// The visits on this phone: drafts, queued reports, and reports that the register has.

import { button, chip, h, notice } from "../dom.js";
import * as outbox from "../outbox.js";
import { describeProblem } from "../problems.js";
import * as visits from "../visits.js";
import { formatTime, t } from "../words.js";
import { logIn } from "./enrol.js";
import { queue } from "./queue.js";
import { visit } from "./visit.js";

/// Tone, icon and words of each state.
const LOOKS = {
  draft: ["neutral", "pen", "inspect-visit-draft"],
  ready: ["info", "clock", "inspect-visit-ready"],
  refused: ["bad", "warning", "inspect-visit-refused"],
  sent: ["good", "check", "inspect-visit-sent"],
};

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
  const [corrections, all, waiting] = [await visits.listCorrections(), await visits.list(), await outbox.countWaiting()];
  const corrected = new Set(corrections.map(({ id }) => id));
  told.replaceChildren(...notices(app, waiting));
  list.replaceChildren(...corrections.map((row) => item(app, row)),
    ...(all.length ? all.map((row) => item(app, row, row.state === "sent" && !corrected.has(row.id))) : [h("li", { class: "quiet" }, t("inspect-visits-none"))]),
    all.length && app.sync?.keep_days ? h("li", { class: "quiet" }, t("inspect-visits-kept", { n: app.sync.keep_days })) : "");
}

function notices(app, waiting) {
  const left = waiting.scans + waiting.visits + waiting.photos + waiting.refused;
  const late = (app.sync?.notices ?? []).map((row) => notice("bad", t("inspect-late-truth", { at: formatTime(Date.parse(row.at) / 1000), venue: row.venue })));
  if (app.problem?.status === 401) return [...late, logIn()];
  const unsaved = visits.findUnsaved();
  if (unsaved) late.push(notice("bad", t("inspect-visit-unsaved", { why: describeProblem(unsaved) })));
  if (waiting.refused) late.push(notice("bad", t("inspect-queue-some-refused", { n: waiting.refused })));
  if (app.problem && !app.problem.offline) return [...late, notice("bad", describeProblem(app.problem))];
  return [...late, left ? notice("info", t("inspect-kept-waiting-of", waiting)) : notice("good", t("inspect-visits-all-sent"))];
}

/// `correctable`: whether a correction may be begun.
function item(app, row, correctable = false) {
  const [tone, symbol, key] = LOOKS[row.state];
  const words = t(key, { number: row.told?.number ?? "" });
  const { problem } = row;
  const version = row.told?.version > 1 ? chip("info", "document", t("inspect-correct-version", { n: row.told.version })) : "";
  const newest = (app.sync?.visits ?? []).find(({ id }) => id === row.id)?.version;
  // The phone does not have the content of a version that was made on the page, so it cannot correct that one.
  const elsewhere = newest > (row.correction?.base ?? row.told?.version ?? 1) ? t("inspect-correct-elsewhere", { n: newest }) : "";
  const open = row.state === "draft" || row.state === "refused" ? () => app.show(visit, { draft: row }) : null;
  return h("li", { "data-visit": row.id, "data-state": row.state, "data-correction": Boolean(row.correction) }, h(open ? "button" : "div", { type: open && "button", class: "door-row", onclick: open },
    h("strong", {}, row.venue.name), h("span", {}, formatTime(Date.parse(row.started_at) / 1000)), h("span", { class: "door-chips" }, row.correction ? chip("info", "pen", t("inspect-queue-correction")) : version, chip(tone, symbol, words)),
    problem ? h("span", { class: "field-error" }, problem) : ""),
    elsewhere ? h("p", { class: "quiet" }, elsewhere) : correctable ? button(t("inspect-correct-begin"), "pen", () => app.show(visit, { draft: visits.createCorrection(row) }), { class: "quiet-button" }) : "");
}
