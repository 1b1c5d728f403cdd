// The inspector's scanner: start, current view, shared state, refresh. The views themselves are in views/.

import * as api from "./api.js";
import { h, icon } from "./dom.js";
import { createDecoder } from "./decoder.js";
import * as outbox from "./outbox.js";
import * as pack from "./pack.js";
import { applyContrast } from "./preferences.js";
import * as register from "./register.js";
import * as release from "./release.js";
import * as vault from "./vault.js";
import { ageTone } from "./verdict.js";
import { formatAge, loadPageData, formatTime, t } from "./words.js";
import { day } from "./views/day.js";
import { enrol } from "./views/enrol.js";
import { message } from "./views/message.js";
import { scan } from "./views/scan.js";
import { settings } from "./views/settings.js";
import { unlock } from "./views/unlock.js";
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
  now: () => Math.floor(Date.now() / 1000),
  decode: (source) => {
    app.decoder ??= createDecoder();
    return app.decoder.then((decode) => decode(source));
  },
  show,
  showTab,
  refresh,
  openSession,
  relock,
};

const main = document.querySelector("main");
let leave = () => {};
let current = null;

/// Shows a view: a function that returns an element. `element.leave`, if set, is called when the view is replaced.
function show(view, ...more) {
  leave();
  const element = view(app, ...more);
  leave = element.leave ?? (() => {});
  main.replaceChildren(element);
  main.scrollTo(0, 0);
  window.scrollTo(0, 0);
  (element.querySelector("[autofocus]") ?? main).focus({ preventScroll: true });
}

function showTab(name) {
  current = name;
  const [, , , view] = TABS.find(([own]) => own === name);
  drawFrame();
  show(view);
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
  const words = !list ? t("inspect-list-none")
    : behind ? t("inspect-clock-behind")
      : t("inspect-list-age", { ago: formatAge(app.now() - list.issuedAt), at: formatTime(list.issuedAt) });
  top.replaceChildren(
    h("p", { class: `door-age door-age-${tone}`, "data-tone": tone }, icon(tone === "good" ? "check" : tone === "amber" ? "clock" : "warning"), " ", h("span", {}, words)),
    app.online ? "" : h("p", { class: "door-net" }, icon("offline"), " ", h("span", {}, t("inspect-offline"))),
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
  app.listProblem = problem && problem !== "offline" ? problem : null;
  if (vault.isOpen() && app.online) await synchronise();
  drawAge();
  document.dispatchEvent(new CustomEvent("door:refreshed"));
}

async function synchronise() {
  app.problem = (await fetchSync()) ?? (await outbox.send());
  trackRound(async () => {
    const problem = await outbox.sendPhotos();
    app.problem ??= problem;
    document.dispatchEvent(new CustomEvent("door:refreshed"));
  });
}

/// Fetches the sync state, teams and checklists. Returns the error, or null.
async function fetchSync() {
  try {
    app.sync = await api.get("sync");
    await vault.keep("sync", app.sync);
    app.held.limits = await register.saveAges(app.sync);
    await vault.extend(app.sync.unlock_days, Date.now());
    for (const part of ["teams", "checklists"]) await vault.keep(part, await api.get(part));
    return null;
  } catch (problem) {
    return problem;
  }
}

/// Asks, while the vault is locked, whether the device was cut off.
async function checkDevice() {
  const enrolment = await vault.findEnrolment();
  if (enrolment && !vault.isOpen()) await api.get(`devices/${enrolment.device}`).catch(() => {});
}

async function openSession() {
  app.packs = await pack.list();
  app.sync = (await vault.read("sync")) ?? null;
  showTab("scan");
  await refresh();
}

/// Closes the vault and asks for the PIN, or for enrolment where there is none.
async function relock() {
  vault.lock();
  Object.assign(app, { packs: [], sync: null });
  current = null;
  drawFrame();
  show((await vault.findEnrolment()) ? unlock : enrol);
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
  app.held = await register.loadHeld();
  await relock();
  release.registerWorker();
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
}

start();
