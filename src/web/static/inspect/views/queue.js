// The queue: each item that the register does not have yet, with its size and state; what it refused can be sent again,
// saved as a file, or deleted.

import { button, chip, confirmButton, h, notice, saveFile } from "../dom.js";
import * as outbox from "../outbox.js";
import { describeProblem } from "../problems.js";
import { formatBytes } from "../room.js";
import { formatTime, t } from "../words.js";

const LOOKS = { waiting: ["info", "clock"], sending: ["info", "upload"], refused: ["bad", "warning"] };

export function queue(app) {
  const list = h("ul", { class: "door-list" });
  const told = h("div", { role: "status" });
  const draw = async () => {
    const items = await outbox.listItems();
    list.replaceChildren(...(items.length ? items.map((row) => drawItem(row, told, draw)) : [h("li", { class: "quiet" }, t("inspect-visits-all-sent"))]));
  };
  document.addEventListener("door:refreshed", draw);
  draw();
  const view = h("section", { class: "door-card", "data-view": "queue" }, h("h1", {}, t("inspect-queue-title")), h("p", {}, t("inspect-queue-what")), told, list,
    h("div", { class: "door-thumb" }, button(t("inspect-visits-send"), "upload", () => app.refresh()),
      button(t("inspect-back"), "back", () => app.showTab("visits"), { class: "quiet-button" })));
  view.leave = () => document.removeEventListener("door:refreshed", draw);
  return view;
}

function drawItem(row, told, draw) {
  const [tone, symbol] = LOOKS[row.state];
  const reason = row.reason ?? (row.problem && t("inspect-queue-again", { reason: describeProblem(row.problem) }));
  return h("li", { class: "door-pack", "data-item": row.name, "data-state": row.state },
    h("p", {}, h("strong", {}, t(`inspect-queue-${row.kind}`)), " ", row.title),
    h("p", { class: "quiet" }, formatTime(Date.parse(row.at) / 1000), " · ", formatBytes(row.bytes)),
    chip(tone, symbol, t(`inspect-queue-${row.state}`)),
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
