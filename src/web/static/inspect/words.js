// Texts and dates. The texts come with the page, in its language.

let words = {};
let facts = {};

/// Reads the texts and facts in the data attributes of an element; returns the facts.
export function loadPageData(element) {
  words = JSON.parse(element.dataset.words);
  facts = JSON.parse(element.dataset.facts);
  return facts;
}

/// The text of a key with its placeholders filled; the key itself if it is missing.
export function t(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{ ?\$(\w+) ?\}/g, (whole, name) => String(values[name] ?? whole));
}

export const has = (key) => key in words;

const PLACE = "Asia/Ho_Chi_Minh";
const parts = (seconds) => {
  const form = { timeZone: PLACE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const found = new Intl.DateTimeFormat("en-GB", form).formatToParts(new Date(seconds * 1000));
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
};

/// dd/mm/yyyy in Asia/Ho_Chi_Minh, of Unix seconds.
export function formatDay(seconds) {
  const at = parts(seconds);
  return `${at.day}/${at.month}/${at.year}`;
}

/// HH:MM dd/mm/yyyy in Asia/Ho_Chi_Minh, of Unix seconds.
export function formatTime(seconds) {
  const at = parts(seconds);
  return `${at.hour}:${at.minute} ${formatDay(seconds)}`;
}

/// yyyy-mm-dd in Asia/Ho_Chi_Minh, of Unix seconds, as forms and the API use it.
export function toIsoDay(seconds) {
  const at = parts(seconds);
  return `${at.year}-${at.month}-${at.day}`;
}

/// dd/mm/yyyy of yyyy-mm-dd.
export const formatIsoDay = (iso) => iso.split("-").reverse().join("/");

/// How long ago, in seconds, as a text in one unit.
export function formatAge(seconds) {
  if (seconds < 90) return t("inspect-ago-now");
  if (seconds < 5400) return t("inspect-ago-minutes", { n: Math.round(seconds / 60) });
  if (seconds < 172800) return t("inspect-ago-hours", { n: Math.round(seconds / 3600) });
  return t("inspect-ago-days", { n: Math.floor(seconds / 86400) });
}

/// A length of time in seconds, as a text in one unit.
export function formatSpan(seconds) {
  if (seconds < 5400) return t("inspect-span-minutes", { n: Math.round(seconds / 60) });
  if (seconds < 129600) return t("inspect-span-hours", { n: Math.round(seconds / 3600) });
  return t("inspect-span-days", { n: Math.round(seconds / 86400) });
}

/// Folds accents, đ and case, for search.
export const foldText = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

export const iconAddress = (name) => `${facts.icons}#${name}`;
