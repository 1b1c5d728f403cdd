// Preferences, what the phone stores, and the buttons to lock and wipe it.

import { button, h, notice, summary, checkbox } from "../dom.js";
import { clockError } from "../clock.js";
import * as outbox from "../outbox.js";
import { savePreference, loadPreferences } from "../preferences.js";
import { installUpdate } from "../release.js";
import { formatBytes, measureRoom } from "../room.js";
import * as vault from "../vault.js";
import { formatDay, formatSpan, formatTime, t } from "../words.js";
import { wipeButton } from "./message.js";

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

/// The words of each preference.
const PREFERENCES = { contrast: "inspect-prefer-contrast", sound: "inspect-prefer-sound", vibration: "inspect-prefer-vibration", position: "inspect-prefer-position" };

const choice = (name) => checkbox(t(PREFERENCES[name]), `prefer-${name}`, loadPreferences()[name], (value) => savePreference(name, value));

async function drawKept(app, kept) {
  const [waiting, enrolment, room] = [await outbox.countWaiting(), await vault.findEnrolment(), await measureRoom()];
  if (!enrolment) return;
  kept.replaceChildren(summary([
    [t("inspect-kept-device"), enrolment.name],
    [t("inspect-kept-until"), formatDay(enrolment.until / 1000)],
    [t("inspect-kept-spare"), t(enrolment.kept ? "inspect-kept-spare-yes" : "inspect-kept-spare-no")],
    [t("inspect-kept-list"), app.held.list ? formatTime(app.held.list.issuedAt) : t("inspect-list-none")],
    [t("inspect-kept-waiting"), t("inspect-kept-waiting-of", waiting)],
    [t("inspect-kept-room"), room && t("inspect-kept-room-of", { used: formatBytes(room.used), left: formatBytes(room.left) })],
    [t("inspect-kept-clock"), formatError(clockError())],
  ]), app.listProblem ? notice("bad", t("inspect-list-refused")) : "",
  room?.little ? notice("warn", t("inspect-room-little", { left: formatBytes(room.left) })) : "",
  room && !room.safe ? notice("info", t("inspect-room-unsafe")) : "");
}

function formatError(error) {
  if (error === null) return t("inspect-unknown");
  return error === 0 ? t("inspect-clock-right") : t(error > 0 ? "inspect-clock-slow" : "inspect-clock-fast", { by: formatSpan(Math.abs(error)) });
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
