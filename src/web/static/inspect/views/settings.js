// Preferences, what the phone stores, and the buttons to lock and wipe it.

import { button, h, notice, summary, checkbox } from "../dom.js";
import * as outbox from "../outbox.js";
import { savePreference, loadPreferences } from "../preferences.js";
import { installUpdate } from "../release.js";
import * as vault from "../vault.js";
import { formatDay, formatTime, t } from "../words.js";
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
      button(t("inspect-settings-desk"), "home", () => location.assign("/review"), { class: "quiet-button" }), wipeButton(app)));
}

const choice = (name) => checkbox(t(`inspect-prefer-${name}`), `prefer-${name}`, loadPreferences()[name], (value) => savePreference(name, value));

async function drawKept(app, kept) {
  const [waiting, enrolment] = [await outbox.countWaiting(), await vault.findEnrolment()];
  kept.replaceChildren(summary([
    [t("inspect-kept-device"), enrolment.name],
    [t("inspect-kept-until"), formatDay(enrolment.until / 1000)],
    [t("inspect-kept-list"), app.held.list ? formatTime(app.held.list.issuedAt) : t("inspect-list-none")],
    [t("inspect-kept-waiting"), t("inspect-kept-waiting-of", waiting)],
  ]), app.listProblem ? notice("bad", t("inspect-list-refused")) : "");
}

async function changeLanguage(app) {
  const body = new URLSearchParams({ lang: app.facts.other, next: "/inspect" });
  try {
    await fetch("/language", { method: "POST", body, redirect: "manual" });
    await installUpdate();
  } catch {
    app.showTab("settings");
  }
}

/// Button that asks for confirmation before wiping, because unsent work is lost.
function wipeButton(app) {
  const ask = button(t("inspect-wipe"), "trash", () => {
    ask.replaceWith(h("div", { class: "door-sure" }, notice("warn", t("inspect-wipe-sure")),
      button(t("inspect-wipe-do"), "trash", async () => {
        await vault.wipe();
        app.show(message, "wished");
      }, { class: "danger-button" })));
  }, { class: "quiet-button" });
  return ask;
}
