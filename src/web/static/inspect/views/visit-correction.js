// The correction of a report that was sent: what stays, and the reason.

import { field, h, notice, summary } from "../dom.js";
import { formatTime, t } from "../words.js";

/// Most characters of a reason.
const MOST = 500;

export function correction(app, { visit, save }) {
  const { told, correction: own } = visit;
  const reason = field(t("inspect-correct-reason"), { tag: "textarea", rows: "3", maxlength: String(MOST), value: own.reason }, t("inspect-correct-reason-hint"));
  reason.field.addEventListener("input", () => {
    own.reason = reason.field.value;
    save();
  });
  return h("div", {}, notice("info", t("inspect-correct-what")), summary([
    [t("inspect-correct-number"), told?.number],
    [t("inspect-review-began"), formatTime(Date.parse(visit.started_at) / 1000)],
  ]), reason.box);
}
