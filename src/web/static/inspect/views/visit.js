// Recording a visit in steps. Each change is saved at once.

import * as api from "../api.js";
import { button, h, icon, notice } from "../dom.js";
import { holdsPen } from "../pen.js";
import { findPosition } from "../position.js";
import { describeProblem } from "../problems.js";
import * as vault from "../vault.js";
import * as visits from "../visits.js";
import { t } from "../words.js";
import { correction } from "./visit-correction.js";
import { people } from "./visit-people.js";
import { questions } from "./visit-questions.js";
import { outcome } from "./visit-outcome.js";
import { signing } from "./visit-signing.js";
import { review } from "./visit-review.js";
import { reader } from "./reader.js";

const LATER_STEPS = [
  ["inspect-step-questions", questions],
  ["inspect-step-outcome", outcome],
  ["inspect-step-signing", signing],
  ["inspect-step-review", review],
];
const STEPS = [["inspect-step-people", people], ...LATER_STEPS];
/// Who visited, and on what ground, is not corrected.
const CORRECTION_STEPS = [["inspect-step-correction", correction], ...LATER_STEPS];

const stepsOf = (visit) => (visit.correction ? CORRECTION_STEPS : STEPS);

/// `{ draft }` continues a draft of a visit or of a correction; `{ venue, certificate, pack }` begins a visit at a venue, which is of a pack if there is one.
export function visit(app, given) {
  if (!holdsPen()) return reader(app);
  const view = h("section", { class: "door-card", "data-view": "visit" });
  const show = (ready) => {
    if (view.isConnected) app.remember(placeOf(ready.visit));
    draw(app, view, ready);
  };
  prepare(app, given).then(show, (problem) => view.replaceChildren(notice("bad", describeProblem(problem))));
  return view;
}

const placeOf = ({ id, step, correction: corrects }) => ({ view: "visit", id, step, correction: Boolean(corrects) });

/// The draft with what its steps need: `{ visit, items, teams, least, saved, save }`.
async function prepare(app, { draft, venue, certificate, pack }) {
  const { checklists = [] } = (await vault.read("checklists")) ?? {};
  const version = draft?.checklist ?? checklists[0]?.version ?? null;
  const visit = draft ?? visits.createDraft(venue, { certificate, checklist: version });
  const list = checklists.find((own) => own.version === version);
  const items = (list?.items ?? []).filter(({ kinds }) => !kinds || kinds.includes(visit.venue.kind));
  if (!draft) visit.area = pack?.area ?? null;
  const known = await knownTeams(app);
  const teams = visits.listFitting(known, visit.venue, visit.area);
  const ready = { visit, items, teams, known, least: app.sync?.min_members ?? app.packs[0]?.min_members ?? 3, saved: h("div", { class: "door-saved" }) };
  ready.save = () => save(ready);
  if (draft) {
    ready.changedTeam = !visit.correction && fitTeam(ready);
    if (visits.isUnsaved(visit)) await ready.save();
    else showSaved(ready, null);
  } else {
    visit.position = await findPosition();
    if (teams.length === 1) visit.team = teams[0].id;
    await ready.save();
  }
  return ready;
}

/// Takes out the team or the members of a draft that the register no longer lists. Returns whether there were any.
function fitTeam({ visit, teams }) {
  if (!visit.team || !teams.length) return false;
  const team = teams.find(({ id }) => id === visit.team);
  if (team) return visits.chooseTeam(visit, team);
  return visits.chooseTeam(visit, { id: null, members: [] });
}

/// Saves the visit, and shows whether it is saved. Returns whether it is.
async function save(ready) {
  const problem = await visits.save(ready.visit).then(() => null, (found) => found);
  showSaved(ready, problem);
  return problem === null;
}

function showSaved({ saved, visit }, problem) {
  saved.dataset.saved = String(problem === null);
  const words = problem ? t("inspect-visit-unsaved", { why: describeProblem(problem) }) : null;
  if (words) saved.replaceChildren(notice("bad", words));
  else if (visit.revision) saved.replaceChildren(h("p", { class: "quiet" }, icon("check"), " ", t("inspect-visit-saved")));
}

/// The teams from the server, or from a pack that was imported as a file.
async function knownTeams(app) {
  const { teams = [] } = (await vault.read("teams")) ?? {};
  if (teams.length) return teams;
  return app.packs.flatMap((own) => own.teams ?? []);
}

function draw(app, view, ready) {
  const { visit, save } = ready;
  const steps = stepsOf(visit);
  const [title, step] = steps[visit.step];
  const go = async (to) => {
    visit.step = to;
    await save();
    app.moveTo(placeOf(visit));
    draw(app, view, ready);
    window.scrollTo(0, 0);
    view.querySelector("h2").focus({ preventScroll: true });
  };
  const last = visit.step === steps.length - 1;
  view.replaceChildren(
    h("h1", {}, visit.venue.name), visit.problem ? notice("bad", visit.problem) : "", progress(visit, go),
    h("h2", { tabindex: "-1" }, t(title)), step(app, ready, go),
    last ? "" : h("div", { class: "door-thumb" }, button(t("inspect-visit-next"), "forward", () => leaveStep(app, ready, view, () => go(visit.step + 1)))),
    ready.saved);
}

function progress(visit, go) {
  return h("ol", { class: "door-steps" }, stepsOf(visit).map(([words], index) =>
    h("li", {}, h("button", { type: "button", "aria-current": index === visit.step ? "step" : null, onclick: () => go(index) }, String(index + 1), " ", h("span", { class: "sr" }, t(words))))));
}

/// Goes on; from the first step only after the register was asked whether this visit may begin, if there is a network.
async function leaveStep(app, ready, view, go) {
  const asked = ready.visit.step === 0 && !ready.warned && (await askToBegin(app, ready));
  if (!asked) return go();
  // Shown once: the next press goes on, since a plan may be approved and a member added later.
  ready.warned = true;
  view.querySelector(".door-thumb").before(notice("warn", t("inspect-visit-check", { why: asked })));
  return undefined;
}

/// Why the register would not let this visit begin, in words; null if it may, or if there is no answer in time.
async function askToBegin(app, { visit }) {
  if (!app.online || !visit.team || visit.correction) return null;
  const { team, members, ground } = visits.buildReport(visit, "");
  try {
    await api.post("visits/checks", { team, venue: visit.venue.id, kind: visit.kind, ground, members }, 6000);
    return null;
  } catch (problem) {
    return problem.refused ? problem.message : null;
  }
}
