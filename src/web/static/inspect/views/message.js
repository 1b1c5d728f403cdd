// The message after the phone was wiped, with the reason.

import { button, h, icon } from "../dom.js";
import { t } from "../words.js";

/// The words of each reason.
const REASONS = { "cut-off": "inspect-wiped-cut-off", "wrong-pins": "inspect-wiped-wrong-pins", wished: "inspect-wiped-wished" };

/// `why`: one of `REASONS`.
export function message(app, why) {
  return h("section", { class: "door-card", "data-view": "wiped" },
    h("p", { class: "door-big" }, icon("trash")),
    h("h1", {}, t("inspect-wiped-title")),
    h("p", {}, t(REASONS[why])),
    h("div", { class: "door-thumb" }, button(t("inspect-wiped-again"), "phone", () => location.assign("/inspect"))));
}
