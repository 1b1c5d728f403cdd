// The owner's remarks, and signatures drawn on the phone: strokes of points from 0 to 1 in a box of 5 by 2.

import "../../vendor/signature_pad.umd.min.js";
import { button, field, h, checkbox } from "../dom.js";
import * as visits from "../visits.js";
import { t } from "../words.js";
import { summarise } from "./visit-review.js";

const PEN = { penColor: "#12305c", minWidth: 0.9, maxWidth: 2.6 };

export function signing(app, ready) {
  const { visit, teams } = ready;
  const pads = new Map();
  // What changes after a signature makes it one of another text.
  const save = () => ready.save().then(async () => {
    const content = await visits.hashContent(visit);
    pads.forEach(({ told }, who) => {
      told.hidden = !visit.signatures[who] || visits.isSigned(visit, who, content);
    });
  });
  const owner = field(t("inspect-owner-name"), { value: visit.owner.name, maxlength: "120", autocomplete: "off" });
  const remarks = field(t("inspect-owner-remarks"), { tag: "textarea", rows: "3", maxlength: "2000", value: visit.owner.remarks }, t("inspect-owner-remarks-hint"));
  const keep = (control, name) => control.field.addEventListener("input", () => {
    visit.owner[name] = control.field.value;
    save();
  });
  keep(owner, "name");
  keep(remarks, "remarks");
  const pad = signaturePad(visit, "owner", t("inspect-sign-owner"), { pads, save });
  pad.hidden = visit.owner.refused;
  const refuse = (refused) => {
    visit.owner.refused = refused;
    pad.hidden = refused;
    save();
  };
  const team = teams.find(({ id }) => id === visit.team);
  const members = (team?.members ?? []).filter(({ id }) => visit.members.includes(id));
  const view = h("div", {}, owner.box, remarks.box, h("details", { open: true }, h("summary", {}, t("inspect-sign-what")), summarise(visit, ready)),
    checkbox(t("inspect-owner-refused"), "owner-refused", visit.owner.refused, refuse), pad,
    members.map(({ id, name }) => signaturePad(visit, id, t("inspect-sign-member", { name }), { pads, save })));
  save();
  return view;
}

function signaturePad(visit, who, words, { pads, save }) {
  const canvas = h("canvas", { role: "img", "aria-label": words });
  const told = h("p", { class: "field-error", hidden: true }, t("inspect-sign-outdated"));
  pads.set(who, { told });
  const box = h("div", { class: "field door-sign", "data-who": who }, h("p", { class: "label" }, words), told,
    h("div", { class: "signature" }, canvas, h("p", { class: "signature-line", "aria-hidden": "true" }, t("inspect-sign-here"))));
  const pad = new globalThis.SignaturePad(canvas, PEN);
  pad.addEventListener("endStroke", async () => {
    const strokes = toStrokes(pad, canvas);
    visit.signatures[who] = { strokes, content: await visits.hashContent(visit) };
    save();
  });
  box.append(button(t("inspect-sign-clear"), "cross", () => {
    pad.clear();
    delete visit.signatures[who];
    save();
  }, { class: "quiet-button" }));
  // Redrawn at the screen's resolution when the size changes, such as by turning the phone.
  new ResizeObserver(() => redrawPad(pad, canvas, visit.signatures[who]?.strokes ?? [])).observe(canvas);
  return box;
}

function redrawPad(pad, canvas, strokes) {
  if (!canvas.clientWidth) return;
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  const point = ([x, y], index) => ({ x: x * canvas.clientWidth, y: y * canvas.clientHeight, pressure: 0.5, time: index * 16 });
  pad.fromData(strokes.map((points) => ({ ...PEN, points: points.map(point) })));
}

const rounded = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000;

/// Most points of a signature before it is thinned; a report accepts 2000.
const MOST_POINTS = 1500;

function toStrokes(pad, { clientWidth, clientHeight }) {
  const strokes = pad.toData().map(({ points }) => points.map(({ x, y }) => [rounded(x / clientWidth), rounded(y / clientHeight)]));
  return thinStrokes(strokes);
}

function thinStrokes(strokes) {
  if (strokes.flat().length <= MOST_POINTS) return strokes;
  const fewer = strokes.map((points) => points.filter((_, index) => index % 2 === 0 || index === points.length - 1));
  return fewer.flat().length < strokes.flat().length ? thinStrokes(fewer) : strokes.slice(0, MOST_POINTS / 2);
}
