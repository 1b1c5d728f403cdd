// Erasing this phone: the question, which says what the register does not have, and the message afterwards.

import { button, confirmButton, h, icon } from "../dom.js";
import { holdsPen } from "../pen.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { reader } from "./reader.js";

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

export const wipeButton = (app) => confirmButton(t("inspect-wipe"), describeLoss, t("inspect-wipe-do"), async () => {
  if (!holdsPen()) return app.show(reader);
  await vault.wipe();
  return app.show(message, "wished");
});

async function describeLoss() {
  const lost = await vault.countUnsent();
  return Object.values(lost).some((count) => count > 0) ? t("inspect-wipe-loses", lost) : t("inspect-wipe-sure");
}
