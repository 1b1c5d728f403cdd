// The queue of what is to be sent: scans, reports, photos; and the secret of the spare key. All of it may be sent in any order
// and repeatedly, because the server recognises the ids. The states of an item, and which answer means what, are in
// docs/inspections-api.md: no item holds up another, and none is dropped but by a person.

import * as api from "./api.js";
import { utf8 } from "./bytes.js";
import { clockError, correct } from "./clock.js";
import { holdsPen } from "./pen.js";
import * as vault from "./vault.js";
import * as visits from "./visits.js";

const SCAN = "scan:";
const MOST_SCANS = 200;
const DAY = 86400000;

/// Attempts of this page by the name of an item: `{ sending, sent }` (bytes), or `{ at, problem, until }` of the last one that failed.
const attempts = new Map();

/// Stores a scan until the register has it. `scan.at` is the phone's time; the error of its clock is kept with it.
export const addScan = (scan) => vault.keep(SCAN + scan.id, { ...scan, clock_error: clockError() });

/// Sends all scans and reports, one run at a time. Returns the first problem after which something is sent again, or null.
export const send = () => runOnce("reports", async () => {
  const problems = [await sendScans(), await sendEach(await listReports(), sendReport), await sendEach(await listCorrections(), sendCorrection)];
  return problems.find(Boolean) ?? null;
});

/// Sends all photos of finished visits, one run at a time. Returns as `send`.
export const sendPhotos = () => runOnce("photos", async () => sendEach(await listPhotos(), sendPhoto));

const running = {};

function runOnce(name, work) {
  running[name] ??= run(work).finally(() => {
    running[name] = null;
  });
  return running[name];
}

async function run(work) {
  try {
    return vault.isOpen() && holdsPen() ? await work() : null;
  } catch (problem) {
    return problem;
  }
}

/// Sends items one by one, those that failed last at the end. Without a network it stops: so an item over which the
/// connection breaks comes last at the next round. Returns the first problem that is no refusal.
async function sendEach(items, work) {
  const order = (name) => attempts.get(name)?.at ?? 0;
  let first = null;
  for (const item of [...items].sort((one, other) => order(one.name) - order(other.name))) {
    const problem = await attempt(item.name, (onprogress) => work(item, onprogress));
    first ??= problem;
    if (problem?.status === 0 || problem?.status === 401) break;
  }
  return first;
}

/// Tries to send an item. Returns the problem after which it is tried again, or null.
async function attempt(name, work) {
  const last = attempts.get(name);
  if (last?.sending || last?.until > Date.now()) return null;
  attempts.set(name, { sending: true, sent: 0 });
  document.dispatchEvent(new CustomEvent("door:progress", { detail: { name, sent: 0 } }));
  try {
    await work((sent) => {
      attempts.set(name, { sending: true, sent });
      document.dispatchEvent(new CustomEvent("door:progress", { detail: { name, sent } }));
    });
    attempts.delete(name);
    return null;
  } catch (problem) {
    attempts.set(name, { at: Date.now(), problem, until: Date.now() + (problem.wait ?? 0) * 1000 });
    return problem;
  }
}

const refusalOf = ({ code, message, field }) => ({ code, message, field, at: new Date().toISOString() });

const unexpected = () => new api.ApiError(0, { code: "not-ours" });

async function sendScans() {
  const scans = (await Promise.all((await vault.list(SCAN)).map(vault.read))).filter((scan) => scan && !scan.refused);
  for (let from = 0; from < scans.length; from += MOST_SCANS) {
    const problem = await attempt("scans", () => sendBatch(scans.slice(from, from + MOST_SCANS)));
    if (problem) return problem;
  }
  return null;
}

/// Sends scans together. If the register refuses the whole, it is halved until the refused one stands alone.
async function sendBatch(scans) {
  try {
    const told = await api.send("scans", { body: utf8(JSON.stringify({ scans: scans.map(describeScan) })) });
    if (!Array.isArray(told.scans)) throw unexpected();
    for (const answer of told.scans) await settleScan(scans.find(({ id }) => id === answer.id), answer);
  } catch (problem) {
    if (!problem.refused) throw problem;
    if (scans.length === 1) return refuseScan(scans[0], refusalOf(problem));
    const middle = scans.length >> 1;
    await sendBatch(scans.slice(0, middle));
    await sendBatch(scans.slice(middle));
  }
  return null;
}

/// Both times: the corrected one, and that of the phone's clock.
function describeScan({ clock_error: error, refused, at, ...scan }) {
  return { ...scan, at: new Date(correct(Date.parse(at), error ?? undefined)).toISOString(), phone_at: at };
}

async function settleScan(scan, { state, error }) {
  if (!scan) return;
  if (state === "refused") await refuseScan(scan, refusalOf(error ?? {}));
  else await vault.forget(SCAN + scan.id);
}

const refuseScan = (scan, refused) => vault.keep(SCAN + scan.id, { ...scan, refused });

async function listReports() {
  return (await visits.list()).filter((visit) => visit.state === "ready" || isOfEarlierRelease(visit)).map((visit) => ({ name: visits.nameOf(visit), visit }));
}

/// A report that an earlier release of this app had signed in its own way, so that it was refused.
const isOfEarlierRelease = ({ state, code, report }) => state === "refused" && !code && Boolean(report?.signature);

async function sendReport({ visit }, onprogress) {
  try {
    const told = await api.send("visits", { body: utf8(visit.report.text), onprogress });
    if (told.id !== visit.id) throw unexpected();
    await visits.change(visit, { state: "sent", told, sent_at: new Date(correct(Date.now())).toISOString() });
  } catch (problem) {
    await refuseReport(visit, problem);
  }
}

/// The message is shown, the inspector mends the report or correction and closes it again under the same id.
async function refuseReport(visit, problem) {
  if (!problem.refused) throw problem;
  await visits.change(visit, { state: "refused", problem: problem.message, field: problem.field, code: problem.code });
}

const listCorrections = async () =>
  (await visits.listCorrections()).filter(({ state }) => state === "ready").map((visit) => ({ name: visits.nameOf(visit), visit }));

async function sendCorrection({ visit }, onprogress) {
  try {
    const told = await api.send(`visits/${visit.id}/corrections`, { body: utf8(visit.report.text), onprogress });
    if (told.id !== visit.id) throw unexpected();
    await visits.applyCorrection(visit, told);
  } catch (problem) {
    await refuseReport(visit, problem);
  }
}

/// The photos of finished visits that are here and not refused.
async function listPhotos() {
  const here = new Set(await vault.list(visits.PHOTO));
  return listFinished(await visits.list()).filter(({ name, photo }) => here.has(name) && !photo.refused);
}

/// The photos of finished visits: those of a draft are not queued yet.
const listFinished = (all) => all.filter(({ state }) => state === "ready" || state === "sent").flatMap((visit) =>
  visit.photos.map((photo) => ({ name: visits.photoName(visit.id, photo.id), visit, photo })));

async function sendPhoto({ visit, photo }, onprogress) {
  const body = await visits.readPhoto(visit.id, photo.id);
  if (!body) return;
  try {
    const told = await api.send(`visits/${visit.id}/photos/${photo.id}`, { method: "PUT", type: "image/jpeg", body, onprogress });
    if (told.id !== photo.id) throw unexpected();
    await visits.removePhoto(visit.id, photo.id);
  } catch (problem) {
    if (!problem.refused) throw problem;
    await changePhoto(visit.id, photo.id, { refused: refusalOf(problem) });
  }
}

async function changePhoto(visit, id, parts) {
  const { photos } = await visits.read(visit);
  await visits.change({ id: visit }, { photos: photos.map((photo) => (photo.id === id ? { ...photo, ...parts } : photo)) });
}

/// Every item that is not done, as `{ name, kind, title, at, bytes, sent, state, reason }`. `state`: `waiting`, `sending`, `refused`.
export async function listItems() {
  const scans = (await Promise.all((await vault.list(SCAN)).map(vault.read))).filter(Boolean);
  const all = await visits.list();
  const here = new Set(await vault.list(visits.PHOTO));
  const reports = [...all, ...(await visits.listCorrections())].filter(({ state }) => state === "ready" || state === "refused");
  const photos = listFinished(all);
  return Promise.all([
    ...scans.map((scan) => item("scan", SCAN + scan.id, scan.number, scan.at, scan.refused, "scans")),
    ...reports.map((visit) => item(visit.correction ? "correction" : "visit", visits.nameOf(visit), visit.venue.name, visit.started_at, visit.state === "refused" && { message: visit.problem })),
    ...photos.filter(({ name }) => here.has(name)).map(({ visit, photo, name }) => item("photo", name, visit.venue.name, visit.started_at, photo.refused)),
  ]);
}

async function item(kind, name, title, at, refused, attempted = name) {
  const last = attempts.get(attempted);
  const state = refused ? "refused" : last?.sending ? "sending" : "waiting";
  return { name, kind, title, at, bytes: await vault.measure(name), sent: last?.sent ?? 0, state, reason: refused ? refused.message : null, problem: refused ? null : last?.problem };
}

/// How much is queued: `{ scans, visits, photos, refused }`.
export async function countWaiting() {
  const items = await listItems();
  const count = (kind) => items.filter((one) => one.kind === kind && one.state !== "refused").length;
  return { scans: count("scan"), visits: count("visit") + count("correction"), photos: count("photo"), refused: items.filter(({ state }) => state === "refused").length };
}

/// Puts a refused item into the queue again, unchanged.
export async function retry({ name, kind }) {
  attempts.delete(name);
  if (kind === "scan") {
    const { refused, ...scan } = await vault.read(name);
    await vault.keep(name, scan);
  } else if (kind === "visit" || kind === "correction") await visits.change(await readReport({ name, kind }), { state: "ready", problem: null, field: null });
  else await changePhoto(...name.split(":").slice(1), { refused: null });
}

/// Deletes an item that the person no longer wants to send.
export async function drop({ name, kind }) {
  if (kind === "visit" || kind === "correction") await visits.remove(await readReport({ name, kind }));
  else await vault.forget(name);
}

const readReport = ({ name, kind }) => (kind === "visit" ? visits.read : visits.readCorrection)(name.split(":")[1]);

/// The content of an item for a file: `{ name, blob }`.
export async function readItem({ name, kind }) {
  const file = `camket-${name.replaceAll(":", "-")}`;
  if (kind === "photo") return { name: `${file}.jpg`, blob: new Blob([await vault.readBytes(name)], { type: "image/jpeg" }) };
  const value = await vault.read(name);
  return { name: `${file}.json`, blob: new Blob([value.report?.text ?? JSON.stringify(value)], { type: "application/json" }) };
}

/// Sends the secret of the spare key, as long as the register has none that the phone did not get. `held`: the id of the one
/// that it has, or null.
export async function keepSecret(held) {
  await vault.settleSpareKeys(held);
  const secret = await vault.findUnsentSecret();
  if (!secret) return;
  const { id } = await api.send("unlock-secret", { method: "PUT", body: utf8(JSON.stringify(secret)) });
  await vault.settleSpareKeys(id);
}

/// The register lists the visits of this many days in `sync`; one day less, for clocks.
const LISTED_DAYS = 29;

/// Puts sent reports into the queue again that the register no longer has, because it was put back to an earlier state: its
/// `epoch` is higher then. Each is sent again once for an epoch, under its own id, so one that the register has is not doubled.
/// Returns whether there are any.
export async function sendLostAgain({ epoch = 1, visits: known = [] }) {
  if (!holdsPen() || epoch <= 1) return false;
  let again = false;
  const listed = new Set(known.map(({ id }) => id));
  for (const visit of await visits.list()) {
    const isListable = correct(Date.now()) - Date.parse(visit.started_at) < LISTED_DAYS * DAY;
    if (visit.state === "sent" && isListable && !listed.has(visit.id) && (visit.epoch ?? 1) < epoch) {
      await visits.change(visit, { state: "ready", epoch });
      again = true;
    }
  }
  return again;
}

/// Deletes photos that nothing names, and sent visits some days after the register took them, as long as it lists them itself
/// and no photo and no correction waits here.
export async function tidy({ keep_days: days, visits: known = [] }) {
  if (!holdsPen()) return;
  await visits.removeOrphans();
  if (!days) return;
  const corrected = new Set((await visits.listCorrections()).map(({ id }) => id));
  const listed = new Set(known.map(({ id }) => id));
  const photos = await vault.list(visits.PHOTO);
  for (const visit of await visits.list()) {
    const over = correct(Date.now()) - Date.parse(visit.sent_at ?? visit.started_at) > days * DAY;
    const held = photos.some((name) => name.startsWith(visits.photoName(visit.id, "")));
    if (visit.state === "sent" && over && !held && !corrected.has(visit.id) && listed.has(visit.id)) await visits.remove(visit);
  }
}
