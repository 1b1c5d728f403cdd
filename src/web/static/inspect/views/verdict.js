// The verdict on a scan: at once from what this phone stores, then, with a network, from the register.

import * as api from "../api.js";
import { button, chip, h, icon, notice } from "../dom.js";
import { playSignal } from "../feedback.js";
import { judge } from "../judge.js";
import * as outbox from "../outbox.js";
import * as pack from "../pack.js";
import { describePosition, findPosition, formatMetres, isRough, measureDistance } from "../position.js";
import { describeProblem } from "../problems.js";
import { ageTone } from "../verdict.js";
import { formatAge, formatTime, t } from "../words.js";
import { applyAnswer, askRegister, registerPaper } from "./answer.js";
import { detail, face, paper } from "./face.js";
import { venueFacts } from "./venue-facts.js";
import { visit } from "./visit.js";

/// Milliseconds that the register's answer is waited for, while the phone's own verdict is shown.
const QUESTION_LIMIT = 30000;
/// Milliseconds after which a scan is recorded with what is known by then, so that none is lost when the browser ends the page.
const RECORD_LIMIT = 8000;

/// `began`: time when the camera had read the code (`performance.now`), to measure the wait.
export function verdict(app, scan, began) {
  const shown = h("div", { class: "door-verdict", "data-view": "verdict" }, h("p", { role: "status" }, t("inspect-judging")));
  const left = new Promise((resolve) => {
    shown.leave = resolve;
  });
  const boxes = { basis: h("div", { role: "status" }), distance: h("div"), venue: h("div", { class: "door-more" }) };
  showVerdict({ app, scan, shown, boxes, left, note: null, told: null, position: null, known: null }, began);
  return shown;
}

/// `view` holds what is shown: `found` (the verdict), `told` (the register's answer), `note` (the state of the question to the
/// register), `position` and `known` (the venue's facts).
async function showVerdict(view, began) {
  const { app, scan, shown } = view;
  view.found = await judge(scan, { ...app.held, find: (code) => pack.findByCode(app.packs, code) }, app.now());
  draw(view);
  keepPlace(view);
  shown.dataset.wait = String(Math.round(performance.now() - began));
  playSignal(app.facts.verdicts[view.found.verdict].tone);
  const venue = showVenue(view);
  const settled = Promise.all([askAndShow(view, venue), locate(view)]);
  const late = new Promise((resolve) => setTimeout(resolve, RECORD_LIMIT));
  await Promise.race([settled, view.left, late]);
  await recordScan(view);
  await settled;
  await recordScan(view);
  if (app.online) outbox.send();
  // Nothing changes any more.
  shown.dataset.final = "true";
}

/// Asks the register. Only its own answer replaces the phone's verdict; without one that verdict stands, with a note.
async function askAndShow(view, venue) {
  const { app, scan, found } = view;
  const word = scan.token ?? scan.code;
  if (!app.online || !word) return venue;
  showNote(view, "inspect-basis-asking");
  view.told = await askRegister(app.facts.verdicts, word, found.number, QUESTION_LIMIT);
  if (!view.told) showNote(view, "inspect-basis-no-answer");
  else showAnswer(view, found);
  await venue;
  return found.number ? null : showVenue(view);
}

function showAnswer(view, found) {
  const { app, told } = view;
  view.note = null;
  view.found = applyAnswer(found, told);
  draw(view);
  if (told.verdict !== found.verdict) playSignal(app.facts.verdicts[told.verdict].tone);
}

function showNote(view, key) {
  view.note = key;
  view.boxes.basis.replaceChildren(...basis(view));
}

function draw(view) {
  const { app, shown, found, told, boxes } = view;
  shown.dataset.verdict = found.verdict;
  shown.dataset.source = told ? "register" : "phone";
  const facts = told?.number ? registerPaper(told) : found.paper && paper(found.paper);
  boxes.basis.replaceChildren(...basis(view));
  shown.replaceChildren(
    face(app, found.verdict, detail(found)),
    h("div", { class: "verdict-body" }, boxes.distance,
      h("p", { class: "verdict-advice" }, t(app.facts.verdicts[found.verdict].advice)), facts ?? "", boxes.basis, boxes.venue),
    h("div", { class: "door-thumb" }, button(t("inspect-scan-again"), "scan", () => app.showTab("scan"))));
}

/// The source of the verdict, its age, and what became of the question to the register.
function basis({ app, found: { asOf, verdict: code }, told, note }) {
  if (told) return [h("p", { class: "verdict-checked" }, icon("check"), " ", t("inspect-basis-register"))];
  const asked = note ? [h("p", { class: "verdict-checked" }, icon(note === "inspect-basis-asking" ? "clock" : "offline"), " ", h("span", {}, t(note)))] : [];
  if (code === "not_ours" || code === "mistyped") return asked;
  const tone = { good: "good", amber: "warn", red: "bad" }[ageTone(asOf, app.now(), app.held.limits)];
  const words = asOf === null ? t("inspect-list-none") : t("inspect-basis-phone", { at: formatTime(asOf), ago: formatAge(app.now() - asOf) });
  return [h("p", { class: "verdict-checked" }, chip(tone, "clock", words)), ...asked];
}

/// Queues the scan for the register if it is of one of our certificates; other codes are not recorded. A scan that is shown
/// again, after the back button, is not recorded again.
async function recordScan(view) {
  const { scan, found, told, position, boxes } = view;
  if (!found.number || scan.recorded) return;
  scan.recorded = true;
  keepPlace(view);
  const listAt = found.asOf ? new Date(found.asOf * 1000).toISOString() : null;
  const row = { id: crypto.randomUUID(), at: new Date().toISOString(), number: found.number, shown: found.verdict, offline: !told, list_at: listAt, position };
  await outbox.addScan(row).catch((problem) => boxes.basis.append(notice("bad", describeProblem(problem))));
}

function keepPlace({ app, scan, shown }) {
  if (shown.isConnected) app.remember({ view: "verdict", scan });
}

async function locate(view) {
  view.position = await findPosition();
  drawDistance(view);
}

/// Warns if the phone is far from the venue. A rough position proves nothing, and is asked for again.
function drawDistance(view) {
  const { app, boxes, position, known } = view;
  const place = known?.venue.position;
  if (!position || !place) return boxes.distance.replaceChildren();
  if (isRough(position)) {
    const again = button(t("inspect-position-again"), "map-pin", () => locate(view), { class: "quiet-button" });
    return boxes.distance.replaceChildren(notice("info", describePosition(position)), again);
  }
  const far = measureDistance(position, place);
  const limit = (app.sync?.far_metres ?? 500) + position.accuracy_m;
  return boxes.distance.replaceChildren(far > limit ? notice("bad", t("inspect-far", { far: formatMetres(far) })) : "");
}

/// Adds the facts for inspectors: at once from the day's pack, then from the register.
async function showVenue(view) {
  const { app, found: { number } } = view;
  if (!number) return;
  drawVenue(view, pack.findByNumber(app.packs, number), app.online ? "asking" : "packed");
  if (!app.online) return;
  const fresh = await api.get(`certificates/${encodeURIComponent(number)}`).catch(() => null);
  if (fresh?.venue?.id) drawVenue(view, fresh, "fresh");
  else drawVenue(view, view.known, "packed");
}

function drawVenue(view, known, state) {
  const { app, found: { number }, boxes } = view;
  view.known = known;
  const asking = state === "asking" ? h("p", { class: "quiet", role: "status" }, t("inspect-venue-asking")) : "";
  const begin = () => button(t("inspect-visit-begin"), "pen", () => app.show(visit, { venue: view.known.venue, certificate: number, pack: view.known.pack }), { class: "door-main-button" });
  if (known) boxes.venue.replaceChildren(venueFacts(app, known, state === "fresh"), asking, begin());
  else boxes.venue.replaceChildren(asking || notice("info", t("inspect-venue-unknown")));
  drawDistance(view);
}
