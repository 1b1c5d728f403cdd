// Team, kind of visit, ground, members and position.

import { choices, field, h, notice, summary, checkbox } from "../dom.js";
import { describePosition, findPosition } from "../position.js";
import * as visits from "../visits.js";
import { t } from "../words.js";
import { GROUNDS, KINDS, RANKS } from "./visit-words.js";

export function people(app, ready) {
  const view = h("div", {});
  draw(view, ready);
  return view;
}

function draw(view, ready) {
  const { visit, teams, known, save } = ready;
  const set = async (change) => {
    change();
    ready.warned = false;
    await save();
    draw(view, ready);
  };
  const choose = (id) => set(() => {
    ready.changedTeam = visits.chooseTeam(visit, teams.find((team) => team.id === id));
  });
  const pick = teams.map(({ id, name }) => [id, name]);
  const kinds = Object.entries(KINDS).map(([code, key]) => [code, t(key)]);
  view.replaceChildren(
    teams.length ? choices(t("inspect-visit-team"), "team", pick, visit.team, choose) : notice("warn", t(known.length ? "inspect-visit-teams-elsewhere" : "inspect-visit-teams-none")),
    ready.changedTeam ? notice("warn", t("inspect-visit-team-changed")) : "",
    choices(t("inspect-visit-kind"), "kind", kinds, visit.kind, (kind) => set(() => {
      visit.kind = kind;
    })),
    visits.needsGround(visit) ? ground(visit, save) : "",
    members(ready), place(view, ready));
}

function ground(visit, save) {
  const again = (visit.venue.visits_this_year ?? 0) > 0;
  const note = field(t("inspect-ground-note"), { tag: "textarea", rows: "2", maxlength: "500", value: visit.ground.note });
  note.field.addEventListener("input", () => {
    visit.ground.note = note.field.value;
    save();
  });
  const reference = field(t("inspect-ground-reference"), { maxlength: "20", autocapitalize: "characters", value: visit.ground.reference ?? "" });
  reference.field.addEventListener("input", () => {
    visit.ground.reference = reference.field.value;
    save();
  });
  reference.box.hidden = visit.ground.code !== "complaint";
  const pairs = Object.entries(GROUNDS).map(([code, key]) => [code, t(key)]);
  const choose = (code) => {
    visit.ground.code = code;
    reference.box.hidden = code !== "complaint";
    save();
  };
  return h("div", {}, again ? notice("warn", t("inspect-visit-again", { n: visit.venue.visits_this_year })) : "",
    choices(t("inspect-visit-ground"), "ground", pairs, visit.ground.code, choose), note.box, reference.box);
}

function members(ready) {
  const { visit, teams, least, save } = ready;
  const team = teams.find(({ id }) => id === visit.team);
  if (!team) return "";
  const toggle = (id) => (there) => {
    ready.warned = false;
    visit.members = visit.members.filter((other) => other !== id).concat(there ? [id] : []);
    save();
  };
  const box = ({ id, name, rank, card }) =>
    checkbox(t("inspect-member", { name, rank: t(RANKS[rank]), card }), `member-${id}`, visit.members.includes(id), toggle(id));
  return h("fieldset", {}, h("legend", {}, t("inspect-visit-members")), h("p", { class: "hint" }, t("inspect-visit-members-rule", { n: least })), team.members.map(box));
}

function place(view, ready) {
  const { visit, save } = ready;
  const ask = h("button", {
    type: "button", class: "quiet-button",
    onclick: async () => {
      visit.position = await findPosition();
      await save();
      draw(view, ready);
    },
  }, t("inspect-visit-position-ask"));
  return h("div", {}, summary([[t("inspect-visit-position"), describePosition(visit.position)]]), ask);
}
