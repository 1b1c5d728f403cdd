// Recording a visit in steps. Each change is saved at once.

import { button, h, icon, notice } from "../dom.js";
import { findPosition } from "../position.js";
import * as vault from "../vault.js";
import * as visits from "../visits.js";
import { t } from "../words.js";
import { people } from "./visit-people.js";
import { questions } from "./visit-questions.js";
import { outcome } from "./visit-outcome.js";
import { signing } from "./visit-signing.js";
import { review } from "./visit-review.js";

const STEPS = [
  ["inspect-step-people", people],
  ["inspect-step-questions", questions],
  ["inspect-step-outcome", outcome],
  ["inspect-step-signing", signing],
  ["inspect-step-review", review],
];

/// `{ draft }` continues a draft; `{ venue, certificate }` begins a visit.
export function visit(app, { draft, venue, certificate }) {
  const view = h("section", { class: "door-card", "data-view": "visit" });
  prepare(app, { draft, venue, certificate }).then((ready) => draw(app, view, ready));
  return view;
}

/// The draft with what its steps need: `{ visit, items, teams, least, save }`.
async function prepare(app, { draft, venue, certificate }) {
  const { checklists = [] } = (await vault.read("checklists")) ?? {};
  const version = draft?.checklist ?? checklists[0]?.version ?? null;
  const visit = draft ?? visits.createDraft(venue, { certificate, checklist: version, now: app.now() });
  const list = checklists.find((own) => own.version === version);
  const items = (list?.items ?? []).filter(({ kinds }) => !kinds || kinds.includes(visit.venue.kind));
  const teams = await knownTeams(app);
  if (!draft) {
    visit.position = await findPosition();
    if (teams.length === 1) visit.team = teams[0].id;
    await visits.save(visit);
  }
  return { visit, items, teams, least: app.sync?.min_members ?? app.packs[0]?.min_members ?? 3, save: () => visits.save(visit) };
}

/// The teams from the server, or from a pack that was imported as a file.
async function knownTeams(app) {
  const { teams = [] } = (await vault.read("teams")) ?? {};
  if (teams.length) return teams;
  return app.packs.flatMap((own) => own.teams ?? []);
}

function draw(app, view, ready) {
  const { visit, save } = ready;
  const [, step] = STEPS[visit.step];
  const go = async (to) => {
    visit.step = to;
    await save();
    draw(app, view, ready);
    window.scrollTo(0, 0);
    view.querySelector("h2").focus({ preventScroll: true });
  };
  const last = visit.step === STEPS.length - 1;
  view.replaceChildren(
    h("h1", {}, visit.venue.name), visit.problem ? notice("bad", visit.problem) : "", progress(visit, go),
    h("h2", { tabindex: "-1" }, t(STEPS[visit.step][0])), step(app, ready, go),
    last ? "" : h("div", { class: "door-thumb" }, button(t("inspect-visit-next"), "forward", () => go(visit.step + 1))),
    h("p", { class: "quiet door-saved" }, icon("check"), " ", t("inspect-visit-saved")));
}

function progress(visit, go) {
  return h("ol", { class: "door-steps" }, STEPS.map(([words], index) =>
    h("li", {}, h("button", { type: "button", "aria-current": index === visit.step ? "step" : null, onclick: () => go(index) }, String(index + 1), " ", h("span", { class: "sr" }, t(words))))));
}
