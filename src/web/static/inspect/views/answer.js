// The register's public answer about a code: asked for, recognised, and its facts.

import { formatDay, t } from "../words.js";
import { paper } from "./face.js";

/// The answer, or null. What a portal, a gateway or another certificate's page says is no answer, nor that the register itself
/// cannot say. `patience`: milliseconds.
export async function askRegister(verdicts, word, number, patience) {
  try {
    const how = { signal: AbortSignal.timeout(patience), credentials: "omit", redirect: "error" };
    const answer = await fetch(`/api/v1/verify/${word}`, how);
    const told = answer.ok || answer.status === 404 ? await answer.json() : {};
    const known = Object.hasOwn(verdicts, told.verdict) && told.verdict !== "cannot_say";
    return known && (!number || !told.number || told.number === number) ? told : null;
  } catch {
    return null;
  }
}

/// What the phone found, with the register's answer in its place.
export const applyAnswer = (found, told) =>
  ({ ...found, verdict: told.verdict, number: told.number ?? found.number, paper: paperFromAnswer(told) ?? found.paper });

/// The expiry from the register's answer, for the date beside the word.
const paperFromAnswer = ({ expires_at: expiresAt }) => expiresAt && { expiresAt: Date.parse(expiresAt) / 1000 + 1 };

/// The facts of the register's answer.
export function registerPaper(told) {
  const { name, kind, address, number, decided_at: decidedAt, reason_code: reason } = told;
  const standing = [
    [t("inspect-paper-reason"), reason && t(`codes-neutral-${reason}`)],
    [t("inspect-paper-decision"), told.decision_number],
    [t("inspect-paper-decided"), decidedAt && formatDay(Date.parse(decidedAt) / 1000)],
    [t("inspect-paper-replaced"), told.replaced_by],
  ];
  return paper({ name, kind, address, number, ...paperFromAnswer(told) }, standing);
}
