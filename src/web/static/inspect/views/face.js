// The face of a verdict and what its paper must say: the same here, and where the service worker answers for /v/….

import { h, icon, summary } from "../dom.js";
import { formatDay, formatTime, t } from "../words.js";

/// The page's facts say how each verdict looks.
export function face({ facts: { verdicts } }, code, detail) {
  const { tone, icon: symbol, word } = verdicts[code] ?? verdicts.cannot_say;
  return h("div", { class: `verdict verdict-${tone} door-face`, "data-verdict": code },
    h("div", { class: "verdict-face" }, icon(symbol), h("h1", { tabindex: "-1", role: "alert" }, t(word)), detail ? h("p", { class: "verdict-detail" }, detail) : ""));
}

/// What the paper on the wall must say, and what the register adds.
export const paper = ({ name, kind, address, number, expiresAt }, more = []) => summary([
  [t("inspect-paper-name"), name],
  [t("inspect-paper-kind"), kind && t(`codes-kind-${kind.replaceAll("_", "-")}`)],
  [t("inspect-paper-address"), address],
  [t("inspect-paper-number"), number],
  [t("inspect-paper-until"), expiresAt && formatDay(expiresAt - 1)],
  ...more,
]);

/// The moment that belongs to the word.
export function detail({ verdict, asOf, paper: facts }) {
  if (verdict === "valid_as_of") return formatTime(asOf);
  if (verdict === "valid" && facts) return t("inspect-until", { day: formatDay(facts.expiresAt - 1) });
  if (verdict === "expired" && facts) return t("inspect-since", { day: formatDay(facts.expiresAt) });
  return "";
}
