// Builds elements. Text is always set as text, never parsed as HTML.

import { iconAddress } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/// Builds an element: `h("button", { class: "big", onclick }, "words", icon("check"))`. Null and false attributes are left out.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked" || name === "srcObject") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/// An icon of icons.svg, hidden from screen readers because a word beside it says the same.
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", iconAddress(name));
  svg.append(use);
  return svg;
}

/// A button with an icon.
export const button = (words, symbol, onclick, more = {}) =>
  h("button", { type: "button", onclick, ...more }, symbol && icon(symbol), " ", h("span", {}, words));

/// A status chip: colour, icon and words.
export const chip = (tone, symbol, words) => h("span", { class: `chip chip-${tone}` }, icon(symbol), " ", words);

/// A notice that screen readers announce.
export const notice = (tone, words) => {
  const symbols = { good: "check", info: "info", warn: "warning", bad: "stop" };
  return h("div", { class: `notice notice-${tone}`, role: tone === "bad" ? "alert" : "status" }, icon(symbols[tone]), " ", h("p", {}, words));
};

/// A list of facts; rows without a value are left out.
export const summary = (rows) =>
  h("dl", { class: "summary" }, rows.filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value))));

let count = 0;

/// A labelled field; returns `{ box, field, fail(words) }`.
export function field(words, attributes = {}, hint = "") {
  const id = attributes.id ?? `field-${(count += 1)}`;
  const { tag = "input", options = [], ...rest } = attributes;
  const error = h("p", { class: "field-error", id: `${id}-error`, role: "alert" });
  const control = h(tag, { ...rest, id, name: id, "aria-describedby": `${id}-error` }, options);
  if (rest.value !== undefined) control.value = rest.value;
  const box = h("div", { class: "field" }, h("label", { for: id }, words), hint && h("p", { class: "hint" }, hint), error, control);
  const fail = (problem) => {
    error.textContent = problem;
    control.setAttribute("aria-invalid", problem ? "true" : "false");
    if (problem) control.focus();
  };
  return { box, field: control, fail };
}

/// A screen that is one form: its button is off while `work(told)` runs, and `describe` builds what is shown of its error.
/// `told`: the box of what was said, below `parts`; `more`: buttons beside the own one.
export function screenForm(view, title, parts, words, work, describe, more = []) {
  const told = h("div");
  const submit = h("button", { type: "submit" }, words);
  const onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    told.replaceChildren();
    await work(told).catch((problem) => told.replaceChildren(describe(problem)));
    submit.disabled = false;
  };
  return h("form", { class: "door-card", novalidate: true, "data-view": view, onsubmit },
    h("h1", {}, title), parts, told, h("div", { class: "door-thumb" }, submit, more));
}

/// A group of radio buttons. `pairs`: value and words of each.
export function choices(legend, name, pairs, chosen, onchange, hint = "") {
  const options = pairs.map(([value, words]) => {
    const id = `${name}-${value}`;
    const radio = h("input", { type: "radio", name, id, value, checked: value === chosen, onchange: () => onchange(value) });
    return h("div", { class: "door-choice" }, radio, h("label", { for: id }, words));
  });
  return h("fieldset", { class: "door-choices" }, h("legend", {}, legend), hint && h("p", { class: "hint" }, hint), h("div", {}, options));
}

/// A labelled checkbox.
export function checkbox(words, name, checked, onchange) {
  const box = h("input", { type: "checkbox", id: name, name, checked, onchange: (event) => onchange(event.target.checked) });
  return h("div", { class: "door-tick" }, box, h("label", { for: name }, words));
}

/// A button that asks for confirmation before it deletes something. `question`: a text, or a function that finds it.
export function confirmButton(words, question, confirm, work) {
  const ask = button(words, "trash", async () => {
    const asked = typeof question === "function" ? await question() : question;
    ask.replaceWith(h("div", { class: "door-sure" }, notice("warn", asked), button(confirm, "trash", work, { class: "danger-button" })));
  }, { class: "quiet-button" });
  return ask;
}

/// Saves a blob as a file.
export function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
