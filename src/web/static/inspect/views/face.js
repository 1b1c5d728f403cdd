// The head of a verdict and the facts of its certificate, for the scanner and for the offline page of /v/….

import { h, icon, summary } from "../dom.js";
import { formatDay, formatTime, t } from "../words.js";

/// The head of a verdict: icon, word, detail. Its look comes from the page's facts.
export function face({ facts: { verdicts } }, code, detail) {
  const { tone, icon: symbol, word } = verdicts[code] ?? verdicts.cannot_say;
  return h("div", { class: `verdict verdict-${tone} door-face`, "data-verdict": code },
    h("div", { class: "verdict-face" }, icon(symbol), h("h1", { tabindex: "-1", role: "alert" }, t(word)), detail ? h("p", { class: "verdict-detail" }, detail) : ""));
}

/// What the printed certificate must say, and further rows from the register.
export const paper = ({ name, kind, address, number, expiresAt }, more = []) => summary([
  [t("inspect-paper-name"), name],
  [t("inspect-paper-kind"), kind && t(`codes-kind-${kind.replaceAll("_", "-")}`)],
  [t("inspect-paper-address"), address],
  [t("inspect-paper-number"), number],
  [t("inspect-paper-until"), expiresAt && formatDay(expiresAt - 1)],
  ...more,
]);

/// The date or time beside the word of the verdict.
export function detail({ verdict, asOf, paper: facts }) {
  if (verdict === "valid_as_of") return formatTime(asOf);
  if (verdict === "valid" && facts) return t("inspect-until", { day: formatDay(facts.expiresAt - 1) });
  if (verdict === "expired" && facts) return t("inspect-since", { day: formatDay(facts.expiresAt) });
  return "";
}
