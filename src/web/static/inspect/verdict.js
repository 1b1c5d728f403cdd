// What a presented code is worth: the same table as the server's (`weigh` in src/domain/certificates/verdict.rs), tried
// with the same vectors. Unknown is never valid.

import { Proof } from "./cose.js";

export const HOUR = 3600;
export const DAY = 24 * HOUR;

/// How old an answer may be, and how wrong a clock, in seconds, until the register has told its own settings.
export const LIMITS = Object.freeze({ fresh: DAY, stale: 7 * DAY, skew: 120 });

/// The limits by the register's settings, `{ fresh_hours, stale_hours }`; without sane ones, those above.
export function readLimits(told) {
  const { fresh_hours: fresh, stale_hours: stale } = told ?? {};
  return fresh > 0 && stale > fresh ? { ...LIMITS, fresh: fresh * HOUR, stale: stale * HOUR } : LIMITS;
}

/// What an answer says besides the status words of status-list.js.
export const NOTHING = "nothing";
export const NOT_ASSIGNED = "not_assigned";

/// The verdict's stable code.
///
/// - `proof`: what the signature proves
/// - `expiresAt`, `now`: Unix seconds
/// - `answer`: `{ said, asOf }`, the newest that is known, or null
export function judgeEvidence({ proof, expiresAt, answer, now }, limits = LIMITS) {
  if (proof === Proof.BROKEN) return "forged";
  if (proof !== Proof.GOOD) return "cannot_say";
  // It is at least as late as the list says, whatever this clock says.
  const latest = answer ? Math.max(answer.asOf, now) : now;
  if (latest >= expiresAt) return "expired";
  if (!answer) return "cannot_say";
  const age = now - answer.asOf;
  if (age > limits.stale || answer.said === NOTHING) return "cannot_say";
  if (answer.said === NOT_ASSIGNED) return "not_in_register";
  if (answer.said !== "valid") return answer.said;
  return age <= limits.fresh && age >= -limits.skew ? "valid" : "valid_as_of";
}

/// How the age of a list is to be shown: `good`, `amber`, `red`; a clock behind the list's is amber at best.
export function ageTone(asOf, now, limits = LIMITS) {
  if (asOf === null || now - asOf > limits.stale) return "red";
  return now - asOf > limits.fresh || now - asOf < -limits.skew ? "amber" : "good";
}
