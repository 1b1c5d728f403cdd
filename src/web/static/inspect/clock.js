// The error of this phone's clock, learned from the register's. The phone goes by the corrected time and sends both.

import * as database from "./database.js";

/// Seconds of difference that are no error: the way of an answer, and clocks as they are.
const TOLERANCE = 120;

/// Seconds that the register's clock is ahead of this one; null as long as it is not known.
let known = null;

export const clockError = () => known;

/// The corrected time of a moment of this phone's clock (Unix milliseconds), in milliseconds. `error`: that of the moment.
export const correct = (phoneTime, error = known) => phoneTime + (error ?? 0) * 1000;

/// The corrected time, Unix seconds.
export const now = () => Math.floor(correct(Date.now()) / 1000);

/// Loads what an earlier answer taught.
export async function loadClock() {
  known ??= (await database.get("register", "clock")) ?? null;
}

/// Learns from the register's time in an answer (text); `asked`: when the question left, by this phone's clock.
export async function learnClock(text, asked) {
  const told = Date.parse(text);
  if (Number.isNaN(told)) return;
  const difference = Math.round((told - (asked + Date.now()) / 2) / 1000);
  const error = Math.abs(difference) < TOLERANCE ? 0 : difference;
  if (error === known) return;
  known = error;
  await database.put("register", "clock", error);
}
