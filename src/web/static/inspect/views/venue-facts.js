// Facts of a venue for inspectors, beyond the public page; without names and numbers of workers.

import { chip, h, notice, summary } from "../dom.js";
import * as pack from "../pack.js";
import { formatIsoDay, formatTime, t } from "../words.js";
import { CONCLUSIONS } from "./visit-words.js";

/// `known`: `{ venue, at, pack? }`; `fresh`: whether the register was asked just now.
export function venueFacts(app, known, fresh) {
  const { venue, at } = known;
  const over = known.pack && pack.isExpired(known.pack, app.now());
  return h("section", { class: "door-venue", "data-venue": venue.id },
    h("h2", {}, t("inspect-venue-title")),
    fresh ? chip("good", "check", t("inspect-venue-fresh")) : chip(over ? "bad" : "info", "clock", t("inspect-venue-packed", { at: formatTime(Number(at)) })),
    over ? notice("bad", t("inspect-pack-over")) : "",
    warnings(venue), summary(rows(venue)), demands(venue));
}

function rows({ representative, rooms, workers = {}, last_visit: visit, visits_this_year: visits }) {
  return [
    [t("inspect-venue-person"), representative],
    [t("inspect-venue-rooms"), count(rooms)],
    [t("inspect-venue-workers"), count(workers.declared)],
    [t("inspect-venue-no-contract"), count(workers.without_contract)],
    [t("inspect-venue-no-check"), count(workers.without_health_check)],
    [t("inspect-venue-no-pledge"), count(workers.without_pledge)],
    [t("inspect-venue-visited"), visit ? t("inspect-venue-visited-with", { day: formatIsoDay(visit.on), conclusion: t(CONCLUSIONS[visit.conclusion] ?? "inspect-unknown") }) : t("inspect-venue-never")],
    [t("inspect-venue-year"), count(visits)],
  ];
}

const count = (value) => (value === undefined ? "" : String(value));

/// Another visit in the same year needs a ground.
const warnings = ({ visits_this_year: n = 0 }) => (n > 0 ? notice("warn", t("inspect-visit-again", { n })) : "");

function demands({ demands: open = [] }) {
  if (!open.length) return h("p", { class: "quiet" }, t("inspect-venue-no-demands"));
  return h("div", {}, h("h3", {}, t("inspect-venue-demands")),
    h("ul", {}, open.map(({ text, due_on }) => h("li", {}, text, " ", h("small", {}, t("inspect-venue-due", { day: formatIsoDay(due_on) }))))));
}
