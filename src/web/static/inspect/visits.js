// Visits on this phone: a draft that is saved at every change, then a signed report, then the register's answer.

import { utf8 } from "./bytes.js";
import { sha256, sign } from "./device.js";
import { renameOldParts } from "./pack.js";
import * as vault from "./vault.js";

const NAME = "visit:";
export const PHOTO = "photo:";

export const read = (id) => readNamed(NAME + id);
export const save = (visit) => vault.keep(NAME + visit.id, visit);

/// All visits, the newest first.
export async function list() {
  const found = await Promise.all((await vault.list(NAME)).map(readNamed));
  return found.sort((one, other) => other.started_at.localeCompare(one.started_at));
}

async function readNamed(name) {
  const visit = await vault.read(name);
  return visit && { ...visit, venue: renameOldParts(visit.venue) };
}

/// A new draft at a venue of a pack.
export function createDraft(venue, { certificate, checklist, now }) {
  return {
    id: crypto.randomUUID(), state: "draft", step: 0, venue, certificate, checklist, team: null,
    kind: venue.planned ? "planned" : "surprise", ground: { code: "", note: "" }, members: [],
    started_at: new Date(now * 1000).toISOString(), position: null, answers: {}, found: "",
    demands: [], met: [], owner: { name: venue.representative ?? "", remarks: "", refused: false }, signatures: {}, conclusion: "", photos: [],
  };
}

/// Stores a photo (JPEG bytes) and adds it to the draft.
export async function addPhoto(visit, bytes, item) {
  const photo = { id: crypto.randomUUID(), sha256: await sha256(bytes), item };
  await vault.keepBytes(`${PHOTO}${visit.id}:${photo.id}`, bytes);
  visit.photos.push(photo);
  await save(visit);
}

export const readPhoto = (visit, id) => vault.readBytes(`${PHOTO}${visit}:${id}`);
export const removePhoto = (visit, id) => vault.forget(`${PHOTO}${visit}:${id}`);

/// Deletes a draft and its photos.
export async function remove(visit) {
  for (const { id } of visit.photos) await removePhoto(visit.id, id);
  await vault.forget(NAME + visit.id);
}

/// Whether the visit must state its ground: a surprise one, or another one in the same year (NQ 198/2025/QH15, Điều 4).
export const needsGround = (visit) => visit.kind === "surprise" || (visit.venue.visits_this_year ?? 0) > 0;

/// What is missing, as `[step, locale key, values]`.
export function listGaps(visit, { members, items }) {
  const gaps = [];
  const want = (holds, step, key, values = {}) => holds || gaps.push([step, key, values]);
  want(visit.team, 0, "inspect-visit-no-team");
  want(visit.members.length >= members, 0, "inspect-visit-few-members", { n: members });
  want(!needsGround(visit) || visit.ground.code, 0, "inspect-visit-no-ground");
  const open = items.filter(({ code }) => !visit.answers[code]?.answer).length;
  want(open === 0, 1, "inspect-visit-open-items", { n: open });
  want(/^\d{1,4}$/.test(visit.found), 1, "inspect-visit-no-found");
  want(visit.demands.every(({ text, due_on }) => text.trim() && due_on), 2, "inspect-visit-demand-bare");
  want(visit.conclusion, 2, "inspect-visit-no-conclusion");
  want(visit.owner.name.trim() || visit.owner.refused, 3, "inspect-visit-no-owner");
  want(visit.owner.refused || visit.signatures.owner, 3, "inspect-visit-owner-unsigned");
  const unsigned = visit.members.filter((id) => !visit.signatures[id]).length;
  want(unsigned === 0, 3, "inspect-visit-members-unsigned", { n: unsigned });
  return gaps;
}

/// Signs the report with the device's key. From then on these bytes are sent unchanged until the register has them.
export async function finish(visit, now) {
  const text = JSON.stringify(buildReport(visit, new Date(now * 1000).toISOString()));
  const done = { ...visit, state: "ready", problem: null, field: null, report: { text, signature: await sign(utf8(text)) } };
  await save(done);
  return done;
}

function buildReport(visit, endedAt) {
  const { id, team, venue, kind, certificate, members, position } = visit;
  return {
    id, team, venue: venue.id, kind, ground: needsGround(visit) ? buildGround(visit.ground) : null, certificate, members,
    started_at: visit.started_at, ended_at: endedAt, position,
    checklist: { version: visit.checklist, answers: buildAnswers(visit) },
    staff: { found: Number(visit.found), registered: venue.workers?.declared ?? null },
    // The register adds a finding for every "no".
    findings: [], demands: visit.demands, met_demands: visit.met,
    owner: visit.owner, signatures: buildSignatures(visit), conclusion: visit.conclusion, photos: visit.photos,
  };
}

/// The reference of a concern is sent only for a complaint.
const buildGround = ({ code, note, reference = "" }) =>
  ({ code, note, reference: (code === "complaint" && reference.trim()) || null });

const buildAnswers = (visit) => Object.entries(visit.answers).map(([item, { answer, count, note }]) => {
  const given = { item, answer, note: note ?? "" };
  return count ? { ...given, count: Number(count) } : given;
});

function buildSignatures(visit) {
  const owner = visit.owner.refused ? [] : [{ who: "owner", member: null, strokes: visit.signatures.owner }];
  return owner.concat(visit.members.map((member) => ({ who: "member", member, strokes: visit.signatures[member] })));
}
