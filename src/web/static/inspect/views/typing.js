// The form to type a short code, from a damaged certificate or over the telephone.

import { field, h } from "../dom.js";
import * as reading from "../scan.js";
import { t } from "../words.js";
import { verdict } from "./verdict.js";

export function typing(app) {
  const code = field(t("inspect-code"), {
    autocomplete: "off", autocapitalize: "characters", spellcheck: "false", autofocus: true, maxlength: "1200", class: "door-code",
  }, t("inspect-code-hint"));
  const form = h("form", { class: "door-card", novalidate: true, "data-view": "typing" }, h("h1", {}, t("inspect-type")), code.box,
    h("div", { class: "door-thumb" }, h("button", { type: "submit" }, t("inspect-code-do")),
      h("button", { type: "button", class: "quiet-button", onclick: () => app.showTab("scan") }, t("inspect-scan-again"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const read = reading.read(code.field.value.trim(), app.facts.public_url);
    if (read.kind === reading.Kind.NOT_OURS) code.fail(t("inspect-code-shape"));
    else app.show(verdict, read, performance.now());
  });
  return form;
}
