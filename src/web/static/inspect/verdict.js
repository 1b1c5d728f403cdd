// The verdict on a code: the same table as the server's in src/domain/certificates/verdict.rs, tested with the same
// vectors. Unknown is never valid.

import { Proof } from "./cose.js";

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/// Default limits in seconds: how old an answer may be, and how wrong a clock, until the register has sent its settings.
export const LIMITS = Object.freeze({ fresh: DAY, stale: 7 * DAY, skew: 120 });

/// The limits of the register's settings `{ fresh_hours, stale_hours }`; the defaults if those are missing or invalid.
export function readLimits(told) {
  const { fresh_hours: fresh, stale_hours: stale } = told ?? {};
  return fresh > 0 && stale > fresh ? { ...LIMITS, fresh: fresh * HOUR, stale: stale * HOUR } : LIMITS;
}

/// Answers besides the statuses of status-list.js.
export const NOTHING = "nothing";
export const NOT_ASSIGNED = "not_assigned";

/// The verdict's stable code.
///
/// - `proof`: what the signature proves
/// - `expiresAt`, `now`: Unix seconds
/// - `answer`: `{ said, asOf }`, the newest known status and its time, or null
/// - `keysAsOf`: when the reader's keys were all of the register's (Unix seconds), or null
export function judgeEvidence({ proof, expiresAt, answer, keysAsOf = null, now }, limits = LIMITS) {
  const keysAreCurrent = keysAsOf !== null && Math.abs(now - keysAsOf) <= limits.skew;
  if (proof === Proof.BROKEN || (proof === Proof.UNKNOWN_KEY && keysAreCurrent)) return "forged";
  if (proof !== Proof.GOOD) return "cannot_say";
  // The present time is at least the time of the list, even if this clock is behind.
  const latest = answer ? Math.max(answer.asOf, now) : now;
  if (latest >= expiresAt) return "expired";
  if (!answer) return "cannot_say";
  const age = now - answer.asOf;
  if (age > limits.stale || answer.said === NOTHING) return "cannot_say";
  if (answer.said === NOT_ASSIGNED) return "not_in_register";
  if (answer.said !== "valid") return answer.said;
  return age <= limits.fresh && age >= -limits.skew ? "valid" : "valid_as_of";
}

/// The tone of a list's age: `good`, `amber`, `red`; at best `amber` if this clock is behind the list.
export function ageTone(asOf, now, limits = LIMITS) {
  if (asOf === null || now - asOf > limits.stale) return "red";
  return now - asOf > limits.fresh || now - asOf < -limits.skew ? "amber" : "good";
}
