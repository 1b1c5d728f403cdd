// Facts of a venue for inspectors, beyond the public page; without names and numbers of workers.

import { chip, h, notice, summary } from "../dom.js";
import * as pack from "../pack.js";
import { formatIsoDay, formatTime, t } from "../words.js";

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

function rows({ o, r, w, visit, y }) {
  const [declared, contracts, checks, pledges] = w ?? [];
  return [
    [t("inspect-venue-person"), o],
    [t("inspect-venue-rooms"), count(r)],
    [t("inspect-venue-workers"), count(declared)],
    [t("inspect-venue-no-contract"), count(contracts)],
    [t("inspect-venue-no-check"), count(checks)],
    [t("inspect-venue-no-pledge"), count(pledges)],
    [t("inspect-venue-visited"), visit ? t("inspect-venue-visited-with", { day: formatIsoDay(visit[0]), conclusion: t(`inspect-conclusion-${visit[1]}`) }) : t("inspect-venue-never")],
    [t("inspect-venue-year"), y === undefined ? "" : String(y)],
  ];
}

const count = (value) => (value === undefined ? "" : String(value));

/// Another visit in the same year needs a ground.
const warnings = ({ y }) => ((y ?? 0) > 0 ? notice("warn", t("inspect-visit-again", { n: y })) : "");

function demands({ d }) {
  if (!d?.length) return h("p", { class: "quiet" }, t("inspect-venue-no-demands"));
  return h("div", {}, h("h3", {}, t("inspect-venue-demands")),
    h("ul", {}, d.map(([, words, due]) => h("li", {}, words, " ", h("small", {}, t("inspect-venue-due", { day: formatIsoDay(due) }))))));
}
