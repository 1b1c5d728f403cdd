// From a scanned text to a verdict with everything that is shown of it, out of what this phone holds. No network.

import { Proof } from "./cose.js";
import { Kind } from "./scan.js";
import * as token from "./token.js";
import { NOTHING, NOT_ASSIGNED, judgeEvidence } from "./verdict.js";

/// What is shown of one scan.
///
/// `verdict`: its code; `number`: the certificate's, if its signature holds; `paper`: what the paper must say, or null;
/// `asOf`: the age of what it rests on (Unix seconds), or null; `code`: a short code that only the register can look up.
const NO_RESULT = { verdict: "cannot_say", number: null, paper: null, asOf: null, code: null };

/// `held`: `{ keys, list, limits, find(code) }`; `list` and what `find` gives may be null.
export async function judge(scan, held, now) {
  const { limits } = held;
  switch (scan.kind) {
    case Kind.TOKEN: return judgeToken(await token.read(scan.token, held.keys), held.list, now, limits);
    case Kind.CODE: return judgeCode(scan.code, held.find(scan.code), now, limits);
    case Kind.MISTYPED: return { ...NO_RESULT, verdict: "mistyped" };
    default: return { ...NO_RESULT, verdict: "not_ours" };
  }
}

function judgeToken({ proof, claims }, list, now, limits) {
  const answer = list && claims ? { said: findStatus(list, claims), asOf: list.issuedAt } : null;
  const verdict = judgeEvidence({ proof, expiresAt: claims?.expiresAt ?? 0, answer, now }, limits);
  const asOf = list ? list.issuedAt : null;
  if (proof !== Proof.GOOD) return { ...NO_RESULT, verdict, asOf };
  return { ...NO_RESULT, verdict, asOf, number: claims.number, paper: claims };
}

/// Places beyond the list's end are no certificate's, unless that certificate is younger than the list.
function findStatus(list, { index, issuedAt }) {
  return list.get(index) ?? (issuedAt > list.issuedAt ? NOTHING : NOT_ASSIGNED);
}

/// A typed code holds no facts; the day's pack may know it.
function judgeCode(code, found, now, limits) {
  if (!found) return { ...NO_RESULT, code };
  const answer = { said: found.status, asOf: found.asOf };
  const verdict = judgeEvidence({ proof: Proof.GOOD, expiresAt: found.paper.expiresAt, answer, now }, limits);
  return { verdict, number: found.paper.number, paper: found.paper, asOf: found.asOf, code };
}
