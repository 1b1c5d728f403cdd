// The page that the service worker shows for /v/… without a network: the verdict from what this phone stores. No PIN,
// because keys, list and page are public. Nothing is stored or sent.

import { chip, h, icon } from "./dom.js";
import { judge } from "./judge.js";
import * as register from "./register.js";
import { read } from "./scan.js";
import { ageTone } from "./verdict.js";
import { formatAge, loadPageData, formatTime, t } from "./words.js";
import { detail, face, paper } from "./views/face.js";

const facts = loadPageData(document.body);

async function start() {
  const now = Math.floor(Date.now() / 1000);
  const held = { ...(await register.loadHeld()), find: () => null };
  const found = await judge(read(`${facts.public_url}${location.pathname}`, facts.public_url), held, now);
  const tone = { good: "good", amber: "warn", red: "bad" }[ageTone(found.asOf, now, held.limits)];
  const age = found.asOf === null ? t("inspect-list-none") : t("inspect-basis-phone", { at: formatTime(found.asOf), ago: formatAge(now - found.asOf) });
  document.querySelector("main").replaceChildren(h("div", { class: "door-verdict", "data-verdict": found.verdict, "data-source": "phone" },
    face({ facts }, found.verdict, detail(found)),
    h("div", { class: "verdict-body" },
      h("p", { class: "verdict-advice" }, t(facts.verdicts[found.verdict].advice)), found.paper ? paper(found.paper) : "",
      h("p", { class: "verdict-checked" }, chip(tone, "clock", age)),
      h("p", { class: "verdict-checked" }, icon("offline"), " ", h("span", {}, t("inspect-offline-told")))),
    h("div", { class: "door-thumb" }, h("button", { type: "button", onclick: () => location.reload() }, t("inspect-offline-again")))));
}

start();
