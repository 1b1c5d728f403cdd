// The form to type a short code, from a damaged certificate or over the telephone.

import { field, h, screenForm } from "../dom.js";
import { describeProblem } from "../problems.js";
import * as reading from "../scan.js";
import { t } from "../words.js";
import { verdict } from "./verdict.js";

export function typing(app) {
  const code = field(t("inspect-code"), {
    autocomplete: "off", autocapitalize: "characters", spellcheck: "false", autofocus: true, maxlength: "1200", class: "door-code",
  }, t("inspect-code-hint"));
  const look = async () => {
    const read = reading.read(code.field.value.trim(), app.facts.public_url);
    if (read.kind === reading.Kind.NOT_OURS) code.fail(t("inspect-code-shape"));
    else app.show(verdict, read, performance.now());
  };
  return screenForm("typing", t("inspect-type"), code.box, t("inspect-code-do"), look, describeProblem,
    h("button", { type: "button", class: "quiet-button", onclick: () => app.showTab("scan") }, t("inspect-scan-again")));
}
