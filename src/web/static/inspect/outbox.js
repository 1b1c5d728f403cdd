// The queue of what is to be sent. All of it may be sent in any order and repeatedly: the server recognises the ids.
//
// Reports and photos are sent independently, so that a slow photo does not delay a report.

import * as api from "./api.js";
import { utf8 } from "./bytes.js";
import { sign } from "./device.js";
import * as vault from "./vault.js";
import * as visits from "./visits.js";

const SCAN = "scan:";
const MOST_SCANS = 200;

/// Stores a scan until the register has it.
export const addScan = (scan) => vault.keep(SCAN + scan.id, scan);

/// Sends all scans and reports, one run at a time. Returns the first error, or null.
export function send() {
  return runOnce("reports", sendReports);
}

/// Sends all photos of finished visits, one run at a time. Returns the first error, or null.
export function sendPhotos() {
  return runOnce("photos", sendEachPhoto);
}

const running = {};

function runOnce(name, work) {
  running[name] ??= run(work).finally(() => {
    running[name] = null;
  });
  return running[name];
}

async function run(work) {
  try {
    if (vault.isOpen()) await work();
    return null;
  } catch (problem) {
    return problem;
  }
}

/// How much is queued: `{ scans, visits, photos }`.
export async function countWaiting() {
  const [scans, photos, all] = [await vault.list(SCAN), await vault.list(visits.PHOTO), await visits.list()];
  // Photos of a draft are not queued yet.
  const drafts = all.filter(({ state }) => state === "draft" || state === "refused").flatMap((visit) => visit.photos);
  return { scans: scans.length, photos: photos.length - drafts.length, visits: all.filter(({ state }) => state === "ready").length };
}

async function sendReports() {
  await sendScans();
  for (const visit of await visits.list()) if (visit.state === "ready") await sendVisit(visit);
}

async function sendScans() {
  const names = (await vault.list(SCAN)).slice(0, MOST_SCANS);
  if (names.length === 0) return;
  const scans = await Promise.all(names.map((name) => vault.read(name)));
  const text = JSON.stringify({ scans });
  await api.send("scans", await signBody("POST", text));
  for (const name of names) await vault.forget(name);
}

async function signBody(method, text) {
  const body = utf8(text);
  return { method, type: "application/json", body, signature: await sign(body) };
}

async function sendVisit(visit) {
  const { text, signature } = visit.report;
  try {
    const told = await api.send("visits", { method: "POST", type: "application/json", body: utf8(text), signature });
    await visits.save({ ...visit, state: "sent", told, problem: null });
  } catch (problem) {
    if (!isRefusal(problem)) throw problem;
    // A rule refused the report: the message is shown, the inspector corrects it and signs again under the same id.
    await visits.save({ ...visit, state: "refused", problem: problem.message, field: problem.field });
  }
}

const isRefusal = ({ status }) => [400, 409, 413, 422].includes(status);

async function sendEachPhoto() {
  for (const visit of await visits.list()) {
    if (visit.state !== "ready" && visit.state !== "sent") continue;
    for (const photo of visit.photos) await sendPhoto(visit, photo);
  }
}

async function sendPhoto(visit, { id }) {
  const body = await visits.readPhoto(visit.id, id);
  if (!body) return;
  try {
    await api.send(`visits/${visit.id}/photos/${id}`, { method: "PUT", type: "image/jpeg", body });
  } catch (problem) {
    if (!isRefusal(problem)) throw problem;
    const told = await visits.read(visit.id);
    await visits.save({ ...told, photoProblem: problem.message });
  }
  await visits.removePhoto(visit.id, id);
}
