// Visits on this phone: a draft that is saved at every change, then a signed report, then the register's answer. The states
// are in docs/inspections-api.md.

import { utf8 } from "./bytes.js";
import { clockError, correct } from "./clock.js";
import { sha256 } from "./device.js";
import { renameOldParts } from "./pack.js";
import { requirePen } from "./pen.js";
import { listBroken, writeContent } from "./rules.js";
import * as vault from "./vault.js";
import { toIsoDay } from "./words.js";

const NAME = "visit:";
const CORRECTION = "correction:";
export const PHOTO = "photo:";
/// Most changes of answers in a report.
const MOST_CHANGES = 200;

/// The name of a visit's row; that of the correction of a sent one is beside it until the register has taken it.
export const nameOf = ({ id, correction }) => (correction ? CORRECTION : NAME) + id;
export const read = (id) => readNamed(NAME + id);
export const readCorrection = (id) => readNamed(CORRECTION + id);

/// All visits, the newest first.
export const list = () => listNamed(NAME);

/// The corrections that the register does not have yet, the newest visit first.
export const listCorrections = () => listNamed(CORRECTION);

/// Drafts that could not be stored as they were last written, mostly because the phone is full: `{ visit, problem }` by name.
/// They stay in this window, also while the vault is closed, until they can be stored.
const unsaved = new Map();
document.addEventListener("door:wiped", () => unsaved.clear());
window.addEventListener("beforeunload", (event) => unsaved.size && event.preventDefault());

/// Whether a draft is not stored as it was last written.
export const isUnsaved = (visit) => unsaved.has(nameOf(visit));

/// Why a draft is not stored as it was last written, if there is one.
export const findUnsaved = () => [...unsaved.values()][0]?.problem;

/// Tries to store these drafts again.
export const saveAgain = () => Promise.allSettled([...unsaved.values()].map(({ visit }) => save(visit)));

async function listNamed(beginning) {
  const here = [...unsaved.keys()].filter((name) => name.startsWith(beginning));
  const names = new Set([...(await vault.list(beginning)), ...here]);
  const found = await Promise.all([...names].map(readNamed));
  return found.filter(Boolean).sort((one, other) => other.started_at.localeCompare(one.started_at));
}

async function readNamed(name) {
  const row = await vault.readRow(name);
  const draft = unsaved.get(name)?.visit;
  if (draft && (draft.revision ?? 0) === (row?.revision ?? 0)) return draft;
  return row && { ...row.value, revision: row.revision, venue: renameOldParts(row.value.venue) };
}

const turns = new Map();
const queued = new WeakMap();

/// Saves a visit; a visit that is changed while it waits for its turn is saved as it is then. Throws a `StorageError`:
/// `changed` if another window has saved it since it was read.
export function save(visit) {
  if (queued.has(visit)) return queued.get(visit);
  const name = nameOf(visit);
  const turn = (turns.get(name) ?? Promise.resolve()).then(() => {
    queued.delete(visit);
    return write(visit);
  });
  queued.set(visit, turn);
  turns.set(name, turn.catch(() => {}));
  return turn;
}

async function write(visit) {
  requirePen();
  const { revision = 0, ...row } = visit;
  const name = nameOf(visit);
  try {
    visit.revision = await vault.keep(name, row, revision);
    unsaved.delete(name);
  } catch (problem) {
    const isWritten = row.state === "draft" || row.state === "refused";
    if (problem.reason === "changed" || problem.reason === "gone") unsaved.delete(name);
    else if (isWritten) unsaved.set(name, { visit, problem });
    throw problem;
  }
}

/// Changes parts of the visit, or of its correction, as it is stored now.
export async function change(given, parts) {
  const visit = { ...(await readNamed(nameOf(given))), ...parts };
  await save(visit);
  return visit;
}

/// A new draft at a venue of a pack.
export function createDraft(venue, { certificate, checklist }) {
  return {
    id: crypto.randomUUID(), state: "draft", step: 0, venue, certificate, checklist, team: null,
    kind: venue.planned ? "planned" : "surprise", ground: { code: "", note: "" }, members: [],
    started_at: new Date(correct(Date.now())).toISOString(), phone_started_at: new Date().toISOString(), position: null, answers: {}, found: "",
    demands: [], met: [], owner: { name: venue.representative ?? "", remarks: "", refused: false }, signatures: {}, conclusion: "", photos: [],
  };
}

/// A correction of a visit that the register has: its content without the signatures, which are of the former version.
export function createCorrection(visit) {
  const { told } = visit;
  const { revision, sent_at: sent, report, signatures, changes, position, problem, field, code, ...content } = structuredClone(visit);
  const correction = { id: crypto.randomUUID(), base: told?.version ?? 1, reason: "" };
  return { ...content, state: "draft", step: 0, signatures: {}, changes: [], correction };
}

/// Makes the correction that the register has taken the visit's content.
export async function applyCorrection(correction, told) {
  const { revision } = await read(correction.id);
  const { correction: taken, ...content } = correction;
  await save({ ...content, revision, state: "sent", told, sent_at: new Date(correct(Date.now())).toISOString() });
  await vault.forget(nameOf(correction));
}

/// The names of photos that are being added: no visit names them yet.
const adding = new Set();

/// Stores a photo (JPEG bytes) and adds it to the draft.
export async function addPhoto(visit, bytes, item) {
  requirePen();
  const photo = { id: crypto.randomUUID(), sha256: await sha256(bytes), item };
  const name = photoName(visit.id, photo.id);
  adding.add(name);
  try {
    await vault.keepBytes(name, bytes, 0);
    visit.photos.push(photo);
    await save(visit);
  } catch (problem) {
    visit.photos = visit.photos.filter(({ id }) => id !== photo.id);
    await removePhoto(visit.id, photo.id).catch(() => {});
    throw problem;
  } finally {
    adding.delete(name);
  }
}

/// Deletes photos that no visit and no correction names: of visits that were never begun, or left by an interruption.
export async function removeOrphans() {
  requirePen();
  const named = new Set([...(await list()), ...(await listCorrections())].flatMap(({ id, photos }) => photos.map((photo) => photoName(id, photo.id))));
  const orphans = (await vault.list(PHOTO)).filter((name) => !named.has(name) && !adding.has(name));
  for (const name of orphans) await vault.forget(name);
}

export const photoName = (visit, id) => `${PHOTO}${visit}:${id}`;
export const readPhoto = (visit, id) => vault.readBytes(photoName(visit, id));
export const removePhoto = (visit, id) => vault.forget(photoName(visit, id));

/// Deletes a visit and its photos.
export async function remove(visit) {
  requirePen();
  await vault.forget(nameOf(visit));
  unsaved.delete(nameOf(visit));
  for (const { id } of visit.photos) await discardPhoto(visit, id);
}

/// Deletes a photo that a visit no longer names; not if it is a correction, and the report that was sent names it.
export async function discardPhoto(visit, id) {
  const sent = visit.correction ? await read(visit.id) : null;
  if (!sent?.photos.some((photo) => photo.id === id)) await removePhoto(visit.id, id);
}

/// Whether the visit must state its ground: a surprise one, or another one in the same year (NQ 198/2025/QH15, Điều 4).
export const needsGround = (visit) => visit.kind === "surprise" || (visit.venue.visits_this_year ?? 0) > 0;

/// The teams that may visit a venue: those of its commune, and those of a province, which reach each venue that their
/// inspector sees. `area`: of the pack that the venue is from, where the venue names no commune itself.
export function listFitting(teams, { commune }, area) {
  const place = commune ?? area;
  return place ? teams.filter((team) => team.level !== "commune" || team.area === place) : teams;
}

/// Notes that an answer was changed: when, and from what to what. The caller adds where.
export function noteChange(visit, item, from, to) {
  const change = { item, from, to, at: new Date(correct(Date.now())).toISOString(), reason: "", position: null };
  (visit.changes ??= []).push(change);
  return change;
}

/// Chooses a team. Members and signatures of another team do not stay. Returns whether there were any.
export function chooseTeam(visit, team) {
  const left = visit.members.some((id) => !team.members.some((member) => member.id === id));
  visit.team = team.id;
  if (left) Object.assign(visit, { members: [], signatures: keepOwner(visit.signatures) });
  return left;
}

const keepOwner = ({ owner }) => (owner ? { owner } : {});

/// The step and the words of each rule that a visit may break.
const BROKEN = {
  "few-members": [0, "inspect-visit-few-members"],
  "not-planned": [0, "inspect-visit-not-planned"],
  "ground-missing": [0, "inspect-visit-no-ground"],
  "visited-this-year": [0, "inspect-visit-no-ground"],
  "checklist-incomplete": [1, "inspect-visit-open-items"],
  "conclusion-unfit": [2, "inspect-visit-conclusion-unfit"],
  "demand-over": [2, "inspect-visit-demand-over"],
  "signature-missing": [3, "inspect-visit-unsigned"],
};

/// What is missing, as `[step, locale key, values]`. `content`: the hash of what is to be signed, of `hashContent`.
export function listGaps(visit, { least, items, content }) {
  const open = items.filter(({ code }) => !visit.answers[code]?.answer).length;
  const broken = new Set(listBroken(describe(visit, { least, items, content })).map((code) => JSON.stringify(BROKEN[code])));
  const gaps = [...broken].map(JSON.parse).map(([step, key]) => [step, key, { n: key === "inspect-visit-open-items" ? open : least }]);
  const want = (holds, step, key, values = {}) => holds || gaps.push([step, key, values]);
  want(visit.team, 0, "inspect-visit-no-team");
  want(!visit.correction || visit.correction.reason.trim(), 0, "inspect-correct-no-reason");
  want(!needsGround(visit) || visit.ground.code, 0, "inspect-visit-no-ground-kind");
  want(/^\d{1,4}$/.test(visit.found), 1, "inspect-visit-no-found");
  want(Object.values(visit.answers).every(({ answer, count = "" }) => answer !== "no" || /^\d{0,4}$/.test(count)), 1, "inspect-visit-count-odd");
  want(visit.demands.every(({ text, due_on }) => text.trim() && due_on), 2, "inspect-visit-demand-bare");
  want(visit.conclusion, 2, "inspect-visit-no-conclusion");
  want(visit.owner.name.trim() || visit.owner.refused, 3, "inspect-visit-no-owner");
  const outdated = listSigned(visit).filter((who) => !isSigned(visit, who, content)).length;
  want(outdated === 0, 3, "inspect-visit-sign-again", { n: outdated });
  return gaps.sort(([one], [other]) => one - other);
}

/// What rules.js judges.
function describe(visit, { least, items, content }) {
  const answers = Object.fromEntries(Object.entries(visit.answers).map(([code, { answer }]) => [code, answer]));
  return {
    kind: visit.kind, ground: needsGround(visit) ? visit.ground : null, members: visit.members, planned: visit.venue.planned ? true : null,
    visits: visit.venue.visits_this_year ?? 0, asked: items.map(({ code }) => code), answers, conclusion: visit.conclusion, demands: visit.demands,
    signed: listSigned(visit).filter((who) => isSigned(visit, who, content)), refused: visit.owner.refused,
    least, day: toIsoDay(Date.parse(visit.started_at) / 1000),
  };
}

/// Who has signed: `owner`, and ids of members.
const listSigned = ({ signatures, members, owner }) =>
  Object.keys(signatures).filter((who) => (who === "owner" ? !owner.refused : members.includes(who)));

/// Whether someone signed what the record says now.
export const isSigned = ({ signatures }, who, content) => signatures[who]?.content === content;

/// The hash of what the people sign, hexadecimal.
export const hashContent = async (visit) => sha256(utf8(writeContent(buildReport(visit, ""))));

/// Closes the report. From then on these bytes are sent unchanged until the register has them.
export async function finish(visit) {
  const ended = new Date();
  const text = JSON.stringify(buildReport(visit, new Date(correct(ended.getTime())).toISOString(), ended.toISOString()));
  const { problem, field, ...rest } = visit;
  const done = { ...rest, state: "ready", report: { text } };
  await save(done);
  return done;
}

/// The report as the register takes it.
export function buildReport(visit, endedAt, phoneEndedAt) {
  const { id, team, venue, kind, certificate, members, position } = visit;
  return {
    id, team, venue: venue.id, kind, ground: needsGround(visit) ? buildGround(visit.ground) : null, certificate, members,
    started_at: visit.started_at, ended_at: endedAt, position,
    phone_clock: { started_at: visit.phone_started_at ?? visit.started_at, ended_at: phoneEndedAt, error_s: clockError() },
    checklist: { version: visit.checklist, answers: buildAnswers(visit) },
    changes: (visit.changes ?? []).slice(-MOST_CHANGES),
    staff: { found: Number(visit.found), registered: venue.workers?.declared ?? null },
    // The register adds a finding for every "no".
    findings: [], demands: visit.demands, met_demands: visit.met,
    owner: visit.owner, signatures: buildSignatures(visit), conclusion: visit.conclusion,
    photos: visit.photos.map(({ id: photo, sha256: hash, item }) => ({ id: photo, sha256: hash, item })),
    ...(visit.correction ? { correction: { ...visit.correction, reason: visit.correction.reason.trim() } } : {}),
  };
}

/// The reference of a concern is sent only for a complaint.
const buildGround = ({ code, note, reference = "" }) =>
  ({ code, note, reference: (code === "complaint" && reference.trim()) || null });

const buildAnswers = (visit) => Object.entries(visit.answers).filter(([, { answer }]) => answer).map(([item, { answer, count, note }]) => {
  // Both are hidden but beside a "no": what nobody sees is not signed.
  const no = answer === "no";
  const given = { item, answer, note: (no && note) || "" };
  return no && count ? { ...given, count: Number(count) } : given;
});

const buildSignatures = (visit) => listSigned(visit).map((who) => {
  const { strokes, content } = visit.signatures[who];
  return who === "owner" ? { who, member: null, strokes, content } : { who: "member", member: who, strokes, content };
});
