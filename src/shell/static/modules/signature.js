// A signature pad that writes into a hidden input as JSON: strokes of [x, y], each from 0 to 1 in a box of 5 by 2.

import "../vendor/signature_pad.umd.min.js";

const rounded = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000;

function toStrokes(pad, { clientWidth: width, clientHeight: height }) {
  return pad.toData().map((stroke) => stroke.points.map(({ x, y }) => [rounded(x / width), rounded(y / height)]));
}

function toPoints(strokes, { clientWidth: width, clientHeight: height }) {
  const point = ([x, y], index) => ({ x: x * width, y: y * height, pressure: 0.5, time: index * 16 });
  return strokes.map((points) => ({ ...PEN, points: points.map(point) }));
}

const PEN = { penColor: "#12305c", minWidth: 0.9, maxWidth: 2.6, dotSize: 1.6, velocityFilterWeight: 0.7, compositeOperation: "source-over" };

function readStrokes(input) {
  try {
    const strokes = JSON.parse(input.value || "[]");
    return Array.isArray(strokes) ? strokes : [];
  } catch {
    return [];
  }
}

export default function bindSignaturePad(field) {
  const input = field.querySelector("input[type=hidden]");
  const box = field.querySelector(".signature");
  const canvas = field.querySelector("canvas");
  box.hidden = false;
  const pad = new globalThis.SignaturePad(canvas, PEN);

  // Redrawn at the screen's resolution when the size changes, such as by turning the phone.
  const draw = () => {
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.fromData(toPoints(readStrokes(input), canvas));
  };
  const keep = () => {
    const strokes = toStrokes(pad, canvas);
    input.value = strokes.length ? JSON.stringify(strokes) : "";
  };

  pad.addEventListener("endStroke", keep);
  field.querySelector("button").addEventListener("click", () => {
    pad.clear();
    keep();
  });
  new ResizeObserver(draw).observe(canvas);
}
