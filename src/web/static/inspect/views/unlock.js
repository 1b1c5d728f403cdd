// Asks for the PIN.

import * as api from "../api.js";
import { button, h, notice } from "../dom.js";
import { describeProblem } from "../problems.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { logIn, pinField } from "./enrol.js";
import { forgot } from "./forgot.js";
import { message } from "./message.js";

export function unlock(app) {
  const pin = pinField(t("inspect-pin"));
  pin.field.setAttribute("autofocus", "");
  const told = h("div");
  const form = h("form", { class: "door-card", novalidate: true, "data-view": "unlock" },
    h("h1", {}, t("inspect-unlock-title")), h("p", {}, t("inspect-unlock-what")), pin.box, told,
    h("div", { class: "door-thumb" }, h("button", { type: "submit" }, t("inspect-unlock-do")), button(t("inspect-forgot"), "question", () => app.show(forgot), { class: "quiet-button" })));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const submit = form.querySelector("[type=submit]");
    submit.disabled = true;
    told.replaceChildren();
    await tryPin(app, pin, told).catch((problem) => told.replaceChildren(notice("bad", describeProblem(problem))));
    submit.disabled = false;
  });
  return form;
}

async function tryPin(app, pin, told) {
  let outcome = await vault.open(pin.field.value, Date.now());
  if (outcome === "over" && (await renewAccess(told))) outcome = await vault.open(pin.field.value, Date.now());
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
    await vault.extend(days, Date.now());
    return true;
  } catch (problem) {
    told.replaceChildren(problem.status === 401 ? logIn() : notice("bad", t("inspect-unlock-over")));
    return false;
  }
}
