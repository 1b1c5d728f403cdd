// Enrols this phone: a key of its own that the register knows, and a PIN that protects what it stores.

import * as api from "../api.js";
import { correct } from "../clock.js";
import { StorageError } from "../database.js";
import { createKey } from "../device.js";
import { button, field, h, notice, screenForm } from "../dom.js";
import { holdsPen } from "../pen.js";
import { describeProblem } from "../problems.js";
import { askToKeep } from "../room.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { reader } from "./reader.js";

export function enrol(app) {
  if (!holdsPen()) return reader(app);
  const name = field(t("inspect-enrol-name"), { value: t("inspect-enrol-name-example"), maxlength: "60", autocomplete: "off" }, t("inspect-enrol-name-hint"));
  const pin = pinField(t("inspect-pin"), t("inspect-pin-hint"));
  const again = pinField(t("inspect-pin-again"));
  const work = async (told) => {
    if (!checkPins(pin, again)) return;
    told.replaceChildren(notice("info", t("inspect-enrol-busy")));
    await enrolDevice(name.field.value.trim() || t("inspect-enrol-name-example"), pin.field.value);
    await app.openSession();
  };
  return screenForm("enrol", t("inspect-enrol-title"), [h("p", {}, t("inspect-enrol-what")), name.box, pin.box, again.box], t("inspect-enrol-do"),
    work, (problem) => describeFailure(problem, "inspect-enrol-offline"));
}

export const pinField = (words, hint = "") =>
  field(words, { type: "password", inputmode: "numeric", autocomplete: "off", maxlength: "12", class: "door-pin" }, hint);

/// PINs that are easily guessed.
const COMMON = /^(\d)\1+$|^(012345|123456|1234567|12345678|654321|121212|112233)\d*$/;

export function checkPins(pin, again) {
  pin.fail("");
  again.fail("");
  if (!vault.PIN.test(pin.field.value)) return pin.fail(t("inspect-pin-shape"));
  if (COMMON.test(pin.field.value)) return pin.fail(t("inspect-pin-common"));
  if (pin.field.value !== again.field.value) return again.fail(t("inspect-pin-differs"));
  return true;
}

async function enrolDevice(name, pin) {
  if (await vault.findEnrolment()) throw new StorageError("taken");
  const device = crypto.randomUUID();
  const { pair, publicKey } = await createKey();
  const { unlock_days: days } = await api.post("devices", { id: device, name, public_key: publicKey });
  await vault.create(pin, { device, name, days, now: correct(Date.now()), pair });
  askToKeep();
}

/// What is shown of the error of a call. `offline`: the key of the words for no network.
export function describeFailure(problem, offline) {
  if (problem.status === 401) return logIn();
  return notice("bad", problem.offline ? t(offline) : describeProblem(problem));
}

export function logIn() {
  return h("div", {}, notice("warn", t("inspect-logged-out")), button(t("inspect-log-in"), "person", () => location.assign("/log-in?next=/inspect")));
}
