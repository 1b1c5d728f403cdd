// How this phone behaves, what it keeps, and the ways to close and empty it.

import { button, h, notice, summary, tick } from "../dom.js";
import * as outbox from "../outbox.js";
import { prefer, preferences } from "../preferences.js";
import { renew } from "../release.js";
import * as vault from "../vault.js";
import { day, moment, t } from "../words.js";
import { message } from "./message.js";

export function settings(app) {
  const kept = h("div");
  drawKept(app, kept);
  return h("section", { class: "door-card", "data-view": "settings" }, h("h1", {}, t("inspect-settings-title")),
    h("fieldset", {}, h("legend", {}, t("inspect-settings-signs")), choice("contrast"), choice("sound"), choice("vibration")),
    h("fieldset", {}, h("legend", {}, t("inspect-settings-position")), h("p", { class: "hint" }, t("inspect-settings-position-what")), choice("position")),
    h("h2", {}, t("inspect-settings-kept")), kept,
    h("div", { class: "door-thumb" },
      button(t("inspect-settings-lock"), "lock", () => app.relock()),
      button(t("inspect-settings-language"), "globe", () => changeLanguage(app), { class: "quiet-button", lang: app.facts.other }),
      button(t("inspect-settings-desk"), "home", () => location.assign("/review"), { class: "quiet-button" }), wiping(app)));
}

const choice = (name) => tick(t(`inspect-prefer-${name}`), `prefer-${name}`, preferences()[name], (value) => prefer(name, value));

async function drawKept(app, kept) {
  const [waiting, enrolment] = [await outbox.waiting(), await vault.enrolment()];
  kept.replaceChildren(summary([
    [t("inspect-kept-device"), enrolment.name],
    [t("inspect-kept-until"), day(enrolment.until / 1000)],
    [t("inspect-kept-list"), app.held.list ? moment(app.held.list.issuedAt) : t("inspect-list-none")],
    [t("inspect-kept-waiting"), t("inspect-kept-waiting-of", waiting)],
  ]), app.listProblem ? notice("bad", t("inspect-list-refused")) : "");
}

async function changeLanguage(app) {
  const body = new URLSearchParams({ lang: app.facts.other, next: "/inspect" });
  try {
    await fetch("/language", { method: "POST", body, redirect: "manual" });
    await renew();
  } catch {
    app.tab("settings");
  }
}

/// A second press: what was not sent is lost.
function wiping(app) {
  const ask = button(t("inspect-wipe"), "trash", () => {
    ask.replaceWith(h("div", { class: "door-sure" }, notice("warn", t("inspect-wipe-sure")),
      button(t("inspect-wipe-do"), "trash", async () => {
        await vault.wipe();
        app.show(message, "wished");
      }, { class: "danger-button" })));
  }, { class: "quiet-button" });
  return ask;
}
