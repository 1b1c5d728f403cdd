// Asks for the PIN.

import * as api from "../api.js";
import { correct } from "../clock.js";
import { button, h, notice, screenForm } from "../dom.js";
import { describeProblem } from "../problems.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { describeFailure, pinField } from "./enrol.js";
import { forgot } from "./forgot.js";
import { message } from "./message.js";

export function unlock(app) {
  const pin = pinField(t("inspect-pin"));
  pin.field.setAttribute("autofocus", "");
  return screenForm("unlock", t("inspect-unlock-title"), [h("p", {}, t("inspect-unlock-what")), pin.box], t("inspect-unlock-do"),
    (told) => tryPin(app, pin, told), (problem) => notice("bad", describeProblem(problem)),
    button(t("inspect-forgot"), "question", () => app.show(forgot), { class: "quiet-button" }));
}

async function tryPin(app, pin, told) {
  let outcome = await vault.open(pin.field.value, correct(Date.now()));
  if (outcome === "over" && (await renewAccess(told))) outcome = await vault.open(pin.field.value, correct(Date.now()));
  pin.field.value = "";
  if (outcome === "open") return app.openSession();
  if (outcome === "wiped") return app.show(message, "wrong-pins");
  if (outcome === "blocked") return app.show(forgot);
  if (outcome === "wrong") {
    const { wrong, kept } = await vault.findEnrolment();
    return pin.fail(t(kept ? "inspect-pin-wrong-kept" : "inspect-pin-wrong", { n: vault.MAX_WRONG_PINS - wrong }));
  }
  return null;
}

/// Extends the time after too long without the register; succeeds only for a logged-in inspector.
async function renewAccess(told) {
  try {
    const { unlock_days: days } = await api.get("sync");
    await vault.extend(days, correct(Date.now()));
    return true;
  } catch (problem) {
    told.replaceChildren(describeFailure(problem, "inspect-unlock-over"));
    return false;
  }
}
