// The inspector's scanner: start, current view, shared state, refresh. The views themselves are in views/.

import * as api from "./api.js";
import * as clock from "./clock.js";
import { setErasedListener } from "./database.js";
import { button, h, icon, notice } from "./dom.js";
import { createDecoder } from "./decoder.js";
import * as outbox from "./outbox.js";
import * as pack from "./pack.js";
import { askForPen, holdsPen } from "./pen.js";
import { applyContrast } from "./preferences.js";
import { describeProblem } from "./problems.js";
import * as register from "./register.js";
import * as release from "./release.js";
import { askToKeep } from "./room.js";
import * as trail from "./trail.js";
import * as vault from "./vault.js";
import * as visits from "./visits.js";
import { read } from "./scan.js";
import { ageTone } from "./verdict.js";
import { formatAge, formatSpan, loadPageData, formatTime, t } from "./words.js";
import { day } from "./views/day.js";
import { enrol } from "./views/enrol.js";
import { forgot } from "./views/forgot.js";
import { message } from "./views/message.js";
import { reader } from "./views/reader.js";
import { scan } from "./views/scan.js";
import { settings } from "./views/settings.js";
import { unlock } from "./views/unlock.js";
import { verdict } from "./views/verdict.js";
import { visitList } from "./views/visit-list.js";

/// Milliseconds between two refreshes while the page is open, so that a cut-off device wipes itself within a minute.
const REFRESH_INTERVAL = 45000;
/// Milliseconds in the background after which the vault is locked.
const LOCK_AFTER = 10 * 60000;

const TABS = [
  ["scan", "scan", "inspect-tab-scan", scan],
  ["day", "building", "inspect-tab-day", day],
  ["visits", "document", "inspect-tab-visits", visitList],
  ["settings", "gear", "inspect-tab-settings", settings],
];

const app = {
  facts: loadPageData(document.body),
  held: { keys: new Map(), list: null },
  packs: [],
  sync: null,
  /// The error of the last sending or fetching, or null.
  problem: null,
  online: navigator.onLine,
  decoder: null,
  /// The time by the register's clock, as far as this phone knows it (Unix seconds).
  now: clock.now,
  loadDecoder: () => (app.decoder ??= createDecoder()),
  show,
  showTab,
  draw,
  drawTab,
  remember: trail.remember,
  moveTo: (place) => trail.move(current, place),
  refresh,
  openSession,
  relock,
  relockOrStay,
};

const main = document.querySelector("main");
let leave = () => {};
let shown = null;
let current = null;

/// Shows a view as a new entry of the browser's history, in place of the present one if it is the same.
function show(view, ...more) {
  if (vault.isOpen()) trail.add(current, () => draw(view, ...more), view === shown && !more.length);
  else trail.clear();
  draw(view, ...more);
}

/// Draws a view: a function that returns an element. `element.leave`, if set, is called when the view is replaced.
function draw(view, ...more) {
  leave();
  shown = view;
  const element = view(app, ...more);
  leave = element.leave ?? (() => {});
  main.replaceChildren(element);
  main.scrollTo(0, 0);
  window.scrollTo(0, 0);
  (element.querySelector("[autofocus]") ?? main).focus({ preventScroll: true });
}

const findTab = (name) => TABS.find(([own]) => own === name)?.[3] ?? scan;

function showTab(name) {
  current = name;
  drawFrame();
  show(findTab(name));
  trail.remember({ view: "tab" });
}

function drawTab(name) {
  current = name;
  drawFrame();
  draw(findTab(name));
}

/// Follows the back button, if the vault is open: what it leads to is not shown before the PIN.
function followBrowser({ state }) {
  const entry = trail.follow(state);
  if (!vault.isOpen()) return;
  current = entry?.tab ?? state?.tab ?? "scan";
  drawFrame();
  if (entry?.place) {
    trail.remember(entry.place);
    trail.show(app, entry.place);
  } else if (entry) {
    entry.draw();
  } else {
    drawTab(current);
  }
}

const top = h("header", { class: "door-top" });
const bottom = h("nav", { class: "door-tabs", "aria-label": t("inspect-tabs") });

function drawFrame() {
  const open = vault.isOpen();
  bottom.hidden = !open;
  bottom.replaceChildren(...TABS.map(([name, symbol, words]) =>
    h("button", { type: "button", onclick: () => showTab(name), "aria-current": name === current ? "page" : null }, icon(symbol), h("span", {}, t(words)))));
  drawAge();
}

/// Shows the age of the status list and whether there is a network.
function drawAge() {
  const { list } = app.held;
  const tone = ageTone(list?.issuedAt ?? null, app.now(), app.held.limits);
  const behind = list && app.now() < list.issuedAt - 120;
  const error = clock.clockError();
  const words = !list ? t("inspect-list-none")
    : behind ? t("inspect-clock-behind")
      : t("inspect-list-age", { ago: formatAge(app.now() - list.issuedAt), at: formatTime(list.issuedAt) });
  top.replaceChildren(
    h("p", { class: `door-age door-age-${tone}`, "data-tone": tone }, icon(tone === "good" ? "check" : tone === "amber" ? "clock" : "warning"), " ", h("span", {}, words)),
    app.online ? "" : h("p", { class: "door-net" }, icon("offline"), " ", h("span", {}, t("inspect-offline"))),
    error ? h("p", { class: "door-net", "data-clock": error }, icon("clock"), " ", h("span", {}, t(error > 0 ? "inspect-clock-slow" : "inspect-clock-fast", { by: formatSpan(Math.abs(error)) }))) : "",
    holdsPen() ? "" : h("p", { class: "door-net", "data-pen": "other" }, icon("info"), " ", h("span", {}, t("inspect-storage-reader"))),
  );
}

/// Runs work with the registry. The number of runs under way is an attribute of the body, so that a test can wait for them.
async function trackRound(work) {
  const count = (change) => {
    document.body.dataset.rounds = Number(document.body.dataset.rounds ?? 0) + change;
  };
  count(1);
  await work().finally(() => count(-1));
}

/// Fetches keys, status list and sync state, then sends what is queued.
function refresh() {
  return trackRound(fetchAndSend);
}

async function fetchAndSend() {
  const { problem, ...held } = await register.refresh(app.facts.public_url);
  app.held = held;
  app.online = problem !== "offline";
  app.listProblem = /^(keys|list)-/.test(problem) ? problem : null;
  if (vault.isOpen() && holdsPen()) await visits.saveAgain();
  if (vault.isOpen() && app.online && holdsPen()) await synchronise();
  if (problem === "slow") app.online = vault.isOpen() && !app.problem?.offline;
  drawAge();
  document.dispatchEvent(new CustomEvent("door:refreshed"));
}

async function synchronise() {
  // What waits is sent beside what is fetched: each answer may take half a minute.
  const [{ problem, again }, unsent] = await Promise.all([fetchSync(), outbox.send()]);
  app.problem = (again ? await outbox.send() : unsent) ?? problem;
  trackRound(async () => {
    const late = await outbox.sendPhotos();
    app.problem ??= late;
    document.dispatchEvent(new CustomEvent("door:refreshed"));
  });
}

/// Fetches the sync state, teams and checklists. Returns the error, or null, and whether reports are to be sent again.
async function fetchSync() {
  let again = false;
  try {
    const asked = Date.now();
    app.sync = await api.get("sync");
    await clock.learnClock(app.sync.now, asked);
    await vault.keep("sync", app.sync);
    app.held.limits = await register.saveAges(app.sync);
    await vault.extend(app.sync.unlock_days, clock.correct(Date.now()));
    again = await outbox.sendLostAgain(app.sync);
    await Promise.all(["teams", "checklists"].map(async (part) => vault.keep(part, await api.get(part))));
    await outbox.tidy(app.sync);
    await outbox.keepSecret(app.sync.unlock_secret);
    return { problem: null, again };
  } catch (problem) {
    return { problem, again };
  }
}

/// Asks, while the vault is locked or nobody is logged in, whether the device was cut off.
async function checkDevice() {
  const enrolment = await vault.findEnrolment();
  const asks = enrolment && (!vault.isOpen() || app.problem?.status === 401);
  if (asks) await api.get(`devices/${enrolment.device}`).catch(() => {});
}

/// Shows where the inspector was before a reload or a lock.
async function showPlace(place) {
  if (place.view === "tab") return showTab(place.tab);
  current = place.tab;
  drawFrame();
  trail.move(current, place);
  return trail.show(app, place);
}

/// The code with which the offline page of /v/… opened the scanner, once.
function takeAddressedCode() {
  const { hash, pathname } = location;
  if (!hash.startsWith("#/v/")) return null;
  history.replaceState(history.state, "", pathname);
  return `${app.facts.public_url}${hash.slice(1)}`;
}

function showCode(text) {
  showTab("scan");
  show(verdict, read(text, app.facts.public_url), performance.now());
}

async function openSession() {
  app.packs = await pack.list();
  app.sync = (await vault.read("sync")) ?? null;
  askToKeep();
  const [code, place] = [takeAddressedCode(), await trail.findPlace()];
  if (code) showCode(code);
  else if (place) await showPlace(place);
  else showTab("scan");
  await refresh();
}

/// Closes the vault and asks for the PIN, for a colleague's code where the PIN is blocked, or for enrolment.
async function relock() {
  vault.lock();
  Object.assign(app, { packs: [], sync: null });
  current = null;
  drawFrame();
  const enrolment = await vault.findEnrolment();
  show(enrolment?.blocked ? forgot : enrolment ? unlock : enrol);
}

/// Another window took the pen, or gave it to this one.
function handlePen() {
  drawAge();
  if (!holdsPen() && main.querySelector("[data-view=visit], [data-view=enrol]")) show(reader);
}

/// After this window took the pen: what it showed before may be old.
async function relockOrStay() {
  drawAge();
  if (!vault.isOpen()) return relock();
  showTab("visits");
  return refresh();
}

let hiddenAt = null;
function handleVisibilityChange() {
  if (document.hidden) {
    hiddenAt = Date.now();
  } else {
    if (vault.isOpen() && hiddenAt && Date.now() - hiddenAt > LOCK_AFTER) relock();
    refresh();
  }
}

async function start() {
  applyContrast();
  document.body.prepend(top);
  document.body.append(bottom);
  api.setWipeListener((why) => {
    vault.lock();
    drawFrame();
    show(message, why);
  });
  setErasedListener(() => {
    if (vault.isOpen()) relock();
  });
  await askForPen(handlePen);
  app.held = await register.loadHeld();
  await relock();
  release.registerWorker();
  trackRound(checkDevice);
  refresh();
  setInterval(async () => {
    await checkDevice();
    if (!document.hidden) await refresh();
  }, REFRESH_INTERVAL);
  window.addEventListener("online", refresh);
  window.addEventListener("offline", () => {
    app.online = false;
    drawAge();
  });
  document.addEventListener("visibilitychange", handleVisibilityChange);
  window.addEventListener("popstate", followBrowser);
}

/// Nothing can be opened, such as in a private window without storage: said in words.
start().catch((problem) => main.replaceChildren(h("section", { class: "door-card", "data-view": "failed" },
  h("h1", {}, t("inspect-title")), notice("bad", describeProblem(problem)), button(t("inspect-offline-again"), "clock", () => location.reload()))));
