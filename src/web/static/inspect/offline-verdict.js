// The page that the service worker shows for /v/… when the register's own page does not come at once: the verdict from what
// this phone stores, and then the register's answer, however late it comes. No PIN, because keys, list and page are public.
// Nothing is stored, and only the code is sent.

import * as clock from "./clock.js";
import { chip, h, icon } from "./dom.js";
import { judge } from "./judge.js";
import * as register from "./register.js";
import { read } from "./scan.js";
import { findEnrolment } from "./vault.js";
import { ageTone } from "./verdict.js";
import { formatAge, loadPageData, formatTime, t } from "./words.js";
import { applyAnswer, askRegister, registerPaper } from "./views/answer.js";
import { detail, face, paper } from "./views/face.js";

/// Milliseconds that the register's answer is waited for, while the phone's own verdict is shown.
const QUESTION_LIMIT = 180000;

const facts = loadPageData(document.body);

async function start() {
  // Without storage this phone knows nothing, and the register is asked all the same.
  const held = { ...(await register.loadHeld().catch(register.holdNothing)), find: () => null };
  const now = clock.now();
  const scan = read(`${facts.public_url}${location.pathname}`, facts.public_url);
  const found = await judge(scan, held, now);
  const tone = { good: "good", amber: "warn", red: "bad" }[ageTone(found.asOf, now, held.limits)];
  const age = found.asOf === null ? t("inspect-list-none") : t("inspect-basis-phone", { at: formatTime(found.asOf), ago: formatAge(now - found.asOf) });
  const enrolled = Boolean(await findEnrolment().catch(() => null));
  const word = scan.token ?? scan.code;
  const draw = (note) => show(found, { source: "phone", enrolled }, found.paper ? paper(found.paper) : "",
    [checked(chip(tone, "clock", age)), checked(icon(word && note === "inspect-basis-asking" ? "clock" : "offline"), h("span", {}, t(note)))]);
  draw(word ? "inspect-basis-asking" : "inspect-offline-told");
  const told = word && (await askRegister(facts.verdicts, word, found.number, QUESTION_LIMIT));
  if (!told) return draw("inspect-offline-told");
  return show(applyAnswer(found, told), { source: "register", enrolled }, told.number ? registerPaper(told) : "",
    [checked(icon("check"), t("inspect-basis-register"))]);
}

const checked = (symbol, ...words) => h("p", { class: "verdict-checked" }, symbol, " ", ...words);

function show(found, { source, enrolled }, paperRows, basis) {
  // The day's pack, which is encrypted, knows more of a code: the scanner opens it.
  const open = enrolled ? h("a", { class: "button quiet-button", href: `/inspect#${location.pathname}` }, t("inspect-offline-open")) : "";
  document.querySelector("main").replaceChildren(h("div", { class: "door-verdict", "data-verdict": found.verdict, "data-source": source },
    face({ facts }, found.verdict, detail(found)),
    h("div", { class: "verdict-body" }, h("p", { class: "verdict-advice" }, t(facts.verdicts[found.verdict].advice)), paperRows, basis),
    h("div", { class: "door-thumb" }, h("button", { type: "button", onclick: () => location.reload() }, t("inspect-offline-again")), open)));
}

start();
