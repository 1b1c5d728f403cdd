// Asks for the PIN.

import * as api from "../api.js";
import { button, h, notice } from "../dom.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { logIn, pinField } from "./enrol.js";
import { message } from "./message.js";

export function unlock(app) {
  const pin = pinField(t("inspect-pin"));
  pin.field.setAttribute("autofocus", "");
  const told = h("div");
  const form = h("form", { class: "door-card", novalidate: true, "data-view": "unlock" },
    h("h1", {}, t("inspect-unlock-title")), h("p", {}, t("inspect-unlock-what")), pin.box, told,
    h("div", { class: "door-thumb" }, h("button", { type: "submit" }, t("inspect-unlock-do")), forgotButton(app)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const submit = form.querySelector("[type=submit]");
    submit.disabled = true;
    await tryPin(app, pin, told);
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
  if (outcome === "wrong") {
    const { wrong } = await vault.findEnrolment();
    return pin.fail(t("inspect-pin-wrong", { n: vault.MAX_WRONG_PINS - wrong }));
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

/// Button that asks for confirmation before wiping.
function forgotButton(app) {
  const ask = button(t("inspect-forgot"), "trash", () => {
    ask.replaceWith(h("div", { class: "door-sure" }, notice("warn", t("inspect-forgot-sure")),
      button(t("inspect-forgot-do"), "trash", async () => {
        await vault.wipe();
        app.show(message, "wished");
      }, { class: "danger-button" })));
  }, { class: "quiet-button" });
  return ask;
}
