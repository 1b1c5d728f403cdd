// The packs of the day: fetch, import, remove, and the list of their venues.

import * as api from "../api.js";
import { button, chip, field, h, notice, saveFile } from "../dom.js";
import * as pack from "../pack.js";
import { describeProblem } from "../problems.js";
import { formatBytes, measureRoom } from "../room.js";
import { foldText, formatTime, t } from "../words.js";
import { logIn } from "./enrol.js";
import { venue } from "./venue.js";

/// Most venues in the list; the search finds the others.
const MOST = 40;

export function day(app) {
  const told = h("div", { role: "status" });
  const packs = h("div", {});
  const list = h("ul", { class: "door-list" });
  const search = field(t("inspect-day-search"), { type: "search", autocomplete: "off" });
  const draw = async () => {
    app.packs = await pack.list();
    const cards = [...(await pack.listUnusableAreas(app.packs)).map((area) => unusableCard(area, draw)), ...app.packs.map((own) => card(app, own, draw))];
    packs.replaceChildren(...(cards.length ? cards : [notice("info", t("inspect-day-none"))]));
    search.box.hidden = app.packs.length === 0;
    drawList(app, list, search.field.value);
  };
  search.field.addEventListener("input", () => drawList(app, list, search.field.value));
  draw();
  const room = h("div", {});
  measureRoom().then((found) => found?.little && room.append(notice("warn", t("inspect-room-little", { left: formatBytes(found.left) }))));
  return h("section", { class: "door-card", "data-view": "day" }, h("h1", {}, t("inspect-day-title")), h("p", {}, t("inspect-day-what")),
    room, packs, told, packControls(app, told, draw), search.box, list);
}

function card(app, own, draw) {
  const over = pack.isExpired(own, app.now());
  return h("div", { class: "door-pack", "data-pack": own.area },
    h("p", {}, h("strong", {}, t("inspect-pack-area", { area: own.area })), " ", t("inspect-pack-venues", { n: own.venues.length })),
    chip(over ? "bad" : "good", over ? "warning" : "check", t(over ? "inspect-pack-over-since" : "inspect-pack-until", { at: formatTime(own.until) })),
    h("p", { class: "quiet" }, t("inspect-pack-made", { at: formatTime(own.at) })),
    removeButton(own.area, draw));
}

/// A pack of another version: its facts are not shown, and a new one replaces it.
function unusableCard(area, draw) {
  return h("div", { class: "door-pack", "data-pack": area },
    h("p", {}, h("strong", {}, t("inspect-pack-area", { area }))), notice("warn", t("inspect-pack-unusable")), removeButton(area, draw));
}

function removeButton(area, draw) {
  return button(t("inspect-pack-drop"), "trash", async () => {
    await pack.remove(area).catch(() => {});
    await draw();
  }, { class: "quiet-button" });
}

/// Controls to fetch a pack from the register and to import one from a file.
function packControls(app, told, draw) {
  const area = field(t("inspect-pack-code"), { inputmode: "numeric", maxlength: "5", autocomplete: "off" }, t("inspect-pack-code-hint"));
  const file = h("input", { type: "file", class: "sr", id: "pack-file", accept: ".json,.camket,application/json", onchange: () => fromFile() });
  const take = async (text) => {
    try {
      const taken = await pack.accept(text, app.held.keys);
      told.replaceChildren(notice(pack.isExpired(taken, app.now()) ? "warn" : "good", t(pack.isExpired(taken, app.now()) ? "inspect-pack-taken-over" : "inspect-pack-taken", { n: taken.venues.length })));
    } catch (problem) {
      told.replaceChildren(failure(problem));
    }
    await draw();
  };
  const fromFile = async () => {
    const [chosen] = file.files;
    file.value = "";
    if (chosen) await take(await chosen.text());
  };
  const fetchPack = async () => {
    told.replaceChildren(notice("info", t("inspect-pack-busy")));
    try {
      const query = area.field.value.trim() ? `?area=${encodeURIComponent(area.field.value.trim())}` : "";
      const text = JSON.stringify(await api.get(`pack${query}`));
      await take(text);
      told.append(saveButton(text));
    } catch (problem) {
      told.replaceChildren(failure(problem));
    }
  };
  return h("div", {}, h("div", { class: "door-thumb" }, button(t("inspect-pack-fetch"), "download", fetchPack)),
    h("details", {}, h("summary", {}, t("inspect-pack-more")), area.box, file,
      h("label", { for: "pack-file", class: "button quiet-button", role: "button" }, t("inspect-pack-import"))));
}

/// Button that saves the pack as a file, for a colleague without a network.
const saveButton = (text) => button(t("inspect-pack-save"), "share", () =>
  saveFile(`camket-${new Date().toISOString().slice(0, 10)}.json`, new Blob([text], { type: "application/json" })), { class: "quiet-button" });

function failure(problem) {
  if (problem.status === 401) return logIn();
  if (problem.offline) return notice("warn", t("inspect-pack-offline"));
  const known = { "pack-version": "inspect-pack-unusable", "pack-older": "inspect-pack-older", "jws-key": "inspect-pack-key", "jws-forged": "inspect-pack-forged" };
  const broken = /^(pack|jws)-/.test(problem.message) || problem instanceof TypeError;
  return notice("bad", known[problem.message] ? t(known[problem.message]) : broken ? t("inspect-pack-broken") : describeProblem(problem));
}

function drawList(app, list, typed) {
  const wanted = foldText(typed);
  const all = app.packs.flatMap((own) => own.venues.map((row) => ({ venue: row, at: own.at, pack: own })));
  const found = all.filter((row) => foldText(`${row.venue.name} ${row.venue.address}`).includes(wanted));
  list.replaceChildren(...found.slice(0, MOST).map((row) => item(app, row)),
    found.length > MOST ? h("li", { class: "quiet" }, t("inspect-day-more", { n: found.length - MOST })) : "",
    all.length && !found.length ? h("li", { class: "quiet" }, t("inspect-day-nothing")) : "");
}

function item(app, row) {
  const { name, address, planned, demands = [] } = row.venue;
  return h("li", {}, h("button", { type: "button", class: "door-row", onclick: () => app.show(venue, row) },
    h("strong", {}, name), h("span", {}, address),
    h("span", { class: "door-chips" }, planned ? chip("info", "list", t("inspect-day-planned")) : "", demands.length ? chip("warn", "warning", t("inspect-day-demands", { n: demands.length })) : "")));
}
