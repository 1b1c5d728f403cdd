// The way back for an inspector who forgot the PIN: a colleague's code opens the data, and a new PIN is set. What is not sent
// stays. Erasing is the other way, and says what would be lost.

import { button, field, h, notice } from "../dom.js";
import { holdsPen } from "../pen.js";
import { describeProblem } from "../problems.js";
import { openWithCode } from "../unlock-secret.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { checkPins, logIn, pinField } from "./enrol.js";
import { wipeButton } from "./message.js";
import { reader } from "./reader.js";

const CODE = /^\D*(\d\D*){8}$/;

export function forgot(app) {
  if (!holdsPen()) return reader(app);
  const code = field(t("inspect-forgot-code"), { inputmode: "numeric", autocomplete: "off", maxlength: "20" }, t("inspect-forgot-code-hint"));
  const pin = pinField(t("inspect-forgot-pin"), t("inspect-pin-hint"));
  const again = pinField(t("inspect-forgot-pin-again"));
  const told = h("div");
  const back = button(t("inspect-back"), "back", () => app.relock(), { class: "quiet-button" });
  const form = h("form", { class: "door-card", novalidate: true, "data-view": "forgot" },
    h("h1", {}, t("inspect-forgot")), h("p", {}, t("inspect-forgot-what")), code.box, pin.box, again.box, told,
    h("div", { class: "door-thumb" }, h("button", { type: "submit" }, t("inspect-forgot-open")), back, wipeButton(app)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const submit = form.querySelector("[type=submit]");
    submit.disabled = true;
    told.replaceChildren();
    await tryCode(app, { code, pin, again }).catch((problem) => tell(problem, code, told));
    submit.disabled = false;
  });
  drawState(app, told, back);
  return form;
}

/// Says what stands in the way: no network, or no spare key. With a blocked PIN there is no way back to it.
async function drawState(app, told, back) {
  const enrolment = await vault.findEnrolment();
  if (enrolment?.blocked) back.remove();
  const words = [enrolment?.blocked && "inspect-forgot-blocked", enrolment && !enrolment.spare && "inspect-forgot-none", !app.online && "inspect-forgot-offline"];
  told.replaceChildren(...words.filter(Boolean).map((key) => notice("warn", t(key))));
}

async function tryCode(app, { code, pin, again }) {
  code.fail(CODE.test(code.field.value) ? "" : t("inspect-forgot-code-hint"));
  if (!CODE.test(code.field.value) || !checkPins(pin, again)) return;
  await openWithCode(code.field.value, pin.field.value);
  await app.openSession();
}

function tell(problem, code, told) {
  if (problem.field === "code") code.fail(problem.message);
  else if (problem.status === 401) told.replaceChildren(logIn());
  else told.replaceChildren(notice("bad", problem.offline ? t("inspect-forgot-offline") : describeProblem(problem)));
}
