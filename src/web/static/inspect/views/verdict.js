// The verdict on a scan: at once from what this phone stores, then, with a network, from the register.

import * as api from "../api.js";
import { button, chip, h, icon, notice } from "../dom.js";
import { playSignal } from "../feedback.js";
import { judge } from "../judge.js";
import * as outbox from "../outbox.js";
import * as pack from "../pack.js";
import { measureDistance, findPosition } from "../position.js";
import { describeProblem } from "../problems.js";
import { ageTone } from "../verdict.js";
import { formatAge, formatDay, formatTime, t } from "../words.js";
import { detail, face, paper } from "./face.js";
import { venueFacts } from "./venue-facts.js";
import { visit } from "./visit.js";

/// `began`: time when the camera had read the code (`performance.now`), to measure the wait.
export function verdict(app, scan, began) {
  const shown = h("div", { class: "door-verdict", "data-view": "verdict" }, h("p", { role: "status" }, t("inspect-judging")));
  showVerdict(app, scan, shown, began);
  return shown;
}

async function showVerdict(app, scan, shown, began) {
  const held = { ...app.held, find: (code) => pack.findByCode(app.packs, code) };
  const found = await judge(scan, held, app.now());
  draw(app, shown, { found, scan });
  shown.dataset.wait = String(Math.round(performance.now() - began));
  playSignal(app.facts.verdicts[found.verdict].tone);
  const told = app.online ? await askRegister(scan) : null;
  const final = told ? { ...found, verdict: told.verdict, number: told.number ?? found.number, paper: paperFromAnswer(told) ?? found.paper } : found;
  if (told) {
    draw(app, shown, { found: final, scan, told });
    if (told.verdict !== found.verdict) playSignal(app.facts.verdicts[final.verdict].tone);
  }
  await recordScan(app, final, shown, !told);
  await addVenue(app, final, shown);
  // Nothing changes any more.
  shown.dataset.final = "true";
}

/// The expiry from the register's answer, for the date beside the word.
const paperFromAnswer = ({ expires_at: expiresAt }) => expiresAt && { expiresAt: Date.parse(expiresAt) / 1000 + 1 };

/// The register's public answer; null without a network, or if the code is not ours: others are never sent.
async function askRegister(scan) {
  const word = scan.token ?? scan.code;
  if (!word) return null;
  try {
    const answer = await fetch(`/api/v1/verify/${word}`, { signal: AbortSignal.timeout(6000), credentials: "omit" });
    const told = answer.ok || answer.status === 404 ? await answer.json() : null;
    return told?.verdict ? told : null;
  } catch {
    return null;
  }
}

function draw(app, shown, { found, told }) {
  shown.dataset.verdict = found.verdict;
  shown.dataset.source = told ? "register" : "phone";
  const facts = told?.number ? registerPaper(told) : found.paper && paper(found.paper);
  shown.replaceChildren(
    face(app, found.verdict, detail(found)),
    h("div", { class: "verdict-body" },
      h("p", { class: "verdict-advice" }, t(app.facts.verdicts[found.verdict].advice)),
      facts ?? "", basis(app, found, told),
      h("div", { class: "door-more" })),
    h("div", { class: "door-thumb" }, button(t("inspect-scan-again"), "scan", () => app.showTab("scan"))));
}

/// The facts of the register's public answer.
function registerPaper(told) {
  const { name, kind, address, number, expires_at: expiresAt, decided_at: decidedAt, reason_code: reason } = told;
  const standing = [
    [t("inspect-paper-reason"), reason && t(`codes-neutral-${reason}`)],
    [t("inspect-paper-decision"), told.decision_number],
    [t("inspect-paper-decided"), decidedAt && formatDay(Date.parse(decidedAt) / 1000)],
    [t("inspect-paper-replaced"), told.replaced_by],
  ];
  return paper({ name, kind, address, number, expiresAt: Date.parse(expiresAt) / 1000 + 1 }, standing);
}

/// The source of the verdict, and its age.
function basis(app, { asOf, verdict: code }, told) {
  if (code === "not_ours" || code === "mistyped") return "";
  if (told) return h("p", { class: "verdict-checked" }, icon("check"), " ", t("inspect-basis-register"));
  const tone = { good: "good", amber: "warn", red: "bad" }[ageTone(asOf, app.now(), app.held.limits)];
  const words = asOf === null ? t("inspect-list-none") : t("inspect-basis-phone", { at: formatTime(asOf), ago: formatAge(app.now() - asOf) });
  return h("p", { class: "verdict-checked" }, chip(tone, "clock", words));
}

/// Queues the scan for the register if it is of one of our certificates; other codes are not recorded.
async function recordScan(app, found, shown, offline) {
  if (!found.number) return;
  const position = await findPosition();
  const at = new Date().toISOString();
  const listAt = found.asOf ? new Date(found.asOf * 1000).toISOString() : null;
  await outbox.addScan({ id: crypto.randomUUID(), at, number: found.number, shown: found.verdict, offline, list_at: listAt, position })
    .catch((problem) => shown.querySelector(".verdict-body")?.prepend(notice("bad", describeProblem(problem))));
  const known = position && pack.findByNumber(app.packs, found.number);
  if (known?.venue.position) {
    const far = measureDistance(position, known.venue.position);
    const limit = (app.sync?.far_metres ?? 500) + position.accuracy_m;
    if (far > limit) shown.querySelector(".verdict-body")?.prepend(notice("bad", t("inspect-far", { far: metres(far) })));
  }
  if (app.online) outbox.send();
}

const metres = (far) => (far > 2000 ? `${Math.round(far / 1000)} km` : `${far} m`);

/// Adds the facts for inspectors, from the register or from the day's pack.
async function addVenue(app, found, shown) {
  if (!found.number) return;
  const fresh = app.online ? await api.get(`certificates/${encodeURIComponent(found.number)}`).catch(() => null) : null;
  const known = fresh ?? pack.findByNumber(app.packs, found.number);
  const more = shown.querySelector(".door-more");
  if (!more) return;
  if (!known) {
    more.replaceChildren(notice("info", t("inspect-venue-unknown")));
    return;
  }
  const begin = button(t("inspect-visit-begin"), "pen", () => app.show(visit, { venue: known.venue, certificate: found.number, pack: known.pack }), { class: "door-main-button" });
  more.replaceChildren(venueFacts(app, known, Boolean(fresh)), begin);
}
