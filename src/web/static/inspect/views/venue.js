// One venue of the day's pack.

import { button, chip, h } from "../dom.js";
import { formatIsoDay, t } from "../words.js";
import { venueFacts } from "./venue-facts.js";
import { visit } from "./visit.js";

const TONES = { valid: "good", revoked: "bad", suspended: "warn", superseded: "neutral" };

export function venue(app, known) {
  const { id, name, address, kind, certificate } = known.venue;
  app.remember({ view: "venue", id });
  return h("section", { class: "door-card", "data-view": "venue" },
    h("h1", {}, name), h("p", {}, t(`codes-kind-${kind.replaceAll("_", "-")}`), " · ", address), certificateChip(app, certificate),
    venueFacts(app, known, false),
    h("div", { class: "door-thumb" },
      button(t("inspect-visit-begin"), "pen", () => app.show(visit, { venue: known.venue, certificate: certificate?.number ?? null, pack: known.pack })),
      button(t("inspect-back"), "back", () => app.showTab("day"), { class: "quiet-button" })));
}

/// Status of the certificate when the pack was made, or expired since.
function certificateChip(app, certificate) {
  if (!certificate) return h("p", {}, chip("warn", "warning", t("inspect-venue-no-paper")));
  const { number, expires_on: lastDay, status } = certificate;
  const code = Date.parse(`${lastDay}T23:59:59+07:00`) / 1000 < app.now() ? "expired" : status;
  const words = t(app.facts.verdicts[code].word);
  return h("p", {}, chip(TONES[code] ?? "warn", app.facts.verdicts[code].icon, words), " ", t("inspect-venue-paper", { number, day: formatIsoDay(lastDay) }));
}
