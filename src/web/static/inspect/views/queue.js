// The queue: each item that the register does not have yet, with its size and state; what it refused can be sent again,
// saved as a file, or deleted.

import { button, chip, confirmButton, h, notice, saveFile } from "../dom.js";
import * as outbox from "../outbox.js";
import { describeProblem } from "../problems.js";
import { formatBytes } from "../room.js";
import { formatTime, t } from "../words.js";

/// Tone, icon and words of each state.
const LOOKS = {
  waiting: ["info", "clock", "inspect-queue-waiting"],
  sending: ["info", "upload", "inspect-queue-sending"],
  refused: ["bad", "warning", "inspect-queue-refused"],
};
const KINDS = {
  scan: "inspect-queue-scan",
  visit: "inspect-queue-visit",
  correction: "inspect-queue-correction",
  photo: "inspect-queue-photo",
};

export function queue(app) {
  const list = h("ul", { class: "door-list" });
  const told = h("div", { role: "status" });
  const draw = async () => {
    const items = await outbox.listItems();
    list.replaceChildren(...(items.length ? items.map((row) => drawItem(row, told, draw)) : [h("li", { class: "quiet" }, t("inspect-visits-all-sent"))]));
  };
  document.addEventListener("door:refreshed", draw);
  document.addEventListener("door:progress", followProgress);
  draw();
  const view = h("section", { class: "door-card", "data-view": "queue" }, h("h1", {}, t("inspect-queue-title")), h("p", {}, t("inspect-queue-what")), told, list,
    h("div", { class: "door-thumb" }, button(t("inspect-visits-send"), "upload", () => app.refresh()),
      button(t("inspect-back"), "back", () => app.showTab("visits"), { class: "quiet-button" })));
  view.leave = () => {
    document.removeEventListener("door:refreshed", draw);
    document.removeEventListener("door:progress", followProgress);
  };
  return view;
}

/// Shows how much of an item has left, without drawing the list again.
function followProgress({ detail: { name, sent } }) {
  const row = [...document.querySelectorAll("[data-item]")].find((one) => one.dataset.item === name);
  row?.querySelector(".chip").replaceWith(stateChip({ state: "sending", sent, bytes: Number(row.dataset.bytes) }));
}

function stateChip({ state, sent, bytes }) {
  const [tone, symbol, key] = LOOKS[state];
  // What is stored is longer than what is sent by its seal.
  const part = state === "sending" && sent > 0 ? t("inspect-queue-sent-part", { sent: formatBytes(Math.min(sent, bytes)), all: formatBytes(bytes) }) : t(key);
  return chip(tone, symbol, part);
}

function drawItem(row, told, draw) {
  const reason = row.reason ?? (row.problem && t("inspect-queue-again", { reason: describeProblem(row.problem) }));
  return h("li", { class: "door-pack", "data-item": row.name, "data-state": row.state, "data-bytes": row.bytes },
    h("p", {}, h("strong", {}, t(KINDS[row.kind])), " ", row.title),
    h("p", { class: "quiet" }, formatTime(Date.parse(row.at) / 1000), " · ", formatBytes(row.bytes)),
    stateChip(row),
    reason ? h("p", { class: row.reason ? "field-error" : "quiet" }, reason) : "",
    row.state === "refused" ? actions(row, told, draw) : "");
}

function actions(row, told, draw) {
  const act = (work) => async () => {
    try {
      await work(row);
      told.replaceChildren();
    } catch (problem) {
      told.replaceChildren(notice("bad", describeProblem(problem)));
    }
    await draw();
  };
  return h("div", { class: "door-sure" }, button(t("inspect-queue-retry"), "upload", act(outbox.retry), { class: "quiet-button" }),
    button(t("inspect-pack-save"), "share", act(async () => {
      const { name, blob } = await outbox.readItem(row);
      saveFile(name, blob);
    }), { class: "quiet-button" }),
    confirmButton(t("inspect-queue-drop"), t("inspect-queue-drop-sure"), t("inspect-queue-drop-do"), act(outbox.drop)));
}
