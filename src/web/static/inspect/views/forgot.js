// The way back for an inspector who forgot the PIN: a colleague's code opens the data, and a new PIN is set. What is not sent
// stays. Erasing is the other way, and says what would be lost.

import * as api from "../api.js";
import { utf8 } from "../bytes.js";
import { correct } from "../clock.js";
import { button, field, h, notice, screenForm } from "../dom.js";
import { holdsPen } from "../pen.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { checkPins, describeFailure, pinField } from "./enrol.js";
import { wipeButton } from "./message.js";
import { reader } from "./reader.js";

const CODE = /^\D*(\d\D*){8}$/;

export function forgot(app) {
  if (!holdsPen()) return reader(app);
  const code = field(t("inspect-forgot-code"), { inputmode: "numeric", autocomplete: "off", maxlength: "20" }, t("inspect-forgot-code-hint"));
  const pin = pinField(t("inspect-forgot-pin"), t("inspect-pin-hint"));
  const again = pinField(t("inspect-forgot-pin-again"));
  const state = h("div");
  const back = button(t("inspect-back"), "back", () => app.relock(), { class: "quiet-button" });
  drawState(state, back);
  return screenForm("forgot", t("inspect-forgot"), [h("p", {}, t("inspect-forgot-what")), state, code.box, pin.box, again.box], t("inspect-forgot-open"),
    () => tryCode(app, { code, pin, again }), (problem) => describe(problem, code), [back, wipeButton(app)]);
}

/// Says what stands in the way: a blocked PIN, to which there is no way back, or no spare key.
async function drawState(state, back) {
  const enrolment = await vault.findEnrolment();
  if (enrolment?.blocked) back.remove();
  const words = [enrolment?.blocked && "inspect-forgot-blocked", enrolment && !enrolment.spare && "inspect-forgot-none"];
  state.replaceChildren(...words.filter(Boolean).map((key) => notice("warn", t(key))));
}

async function tryCode(app, { code, pin, again }) {
  code.fail(CODE.test(code.field.value) ? "" : t("inspect-forgot-code-hint"));
  if (!CODE.test(code.field.value) || !checkPins(pin, again)) return;
  const given = await api.send("unlock", { body: utf8(JSON.stringify({ code: code.field.value })) });
  await vault.openWithSecret(given, pin.field.value, given.unlock_days, correct(Date.now()));
  await app.openSession();
}

function describe(problem, code) {
  if (problem.field !== "code") return describeFailure(problem, "inspect-forgot-offline");
  code.fail(problem.message);
  return "";
}
