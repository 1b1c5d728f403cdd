// From a parsed scan to a verdict with everything that is shown of it, from what this phone stores. No network.

import { Proof } from "./cose.js";
import { Kind } from "./scan.js";
import * as token from "./token.js";
import { NOTHING, NOT_ASSIGNED, judgeEvidence } from "./verdict.js";

/// The result of one scan.
///
/// `verdict`: its code; `number`: the certificate's, if its signature is valid; `paper`: what the printed certificate must
/// say, or null; `asOf`: time of the data it is based on (Unix seconds), or null; `code`: a short code to look up online.
const NO_RESULT = { verdict: "cannot_say", number: null, paper: null, asOf: null, code: null };

/// `held`: `{ keys, keysAsOf, list, limits, find(code) }`; `keysAsOf`, `list` and the result of `find` may be null.
export async function judge(scan, held, now) {
  switch (scan.kind) {
    case Kind.TOKEN: return judgeToken(await token.read(scan.token, held.keys), held, now);
    case Kind.CODE: return judgeCode(scan.code, held.find(scan.code), now, held.limits);
    case Kind.MISTYPED: return { ...NO_RESULT, verdict: "mistyped" };
    default: return { ...NO_RESULT, verdict: "not_ours" };
  }
}

function judgeToken({ proof, claims }, { keysAsOf, list, limits }, now) {
  const answer = list && claims ? { said: findStatus(list, claims), asOf: list.issuedAt } : null;
  const verdict = judgeEvidence({ proof, expiresAt: claims?.expiresAt ?? 0, answer, keysAsOf, now }, limits);
  const asOf = list ? list.issuedAt : null;
  if (proof !== Proof.GOOD) return { ...NO_RESULT, verdict, asOf };
  return { ...NO_RESULT, verdict, asOf, number: claims.number, paper: claims };
}

/// The status at the certificate's index. Beyond the end of the list it is not assigned, or unknown if the certificate was
/// issued after the list.
function findStatus(list, { index, issuedAt }) {
  return list.get(index) ?? (issuedAt > list.issuedAt ? NOTHING : NOT_ASSIGNED);
}

/// A typed code holds no facts; they come from the day's pack, if it has the certificate.
function judgeCode(code, found, now, limits) {
  if (!found) return { ...NO_RESULT, code };
  const answer = { said: found.status, asOf: found.asOf };
  const verdict = judgeEvidence({ proof: Proof.GOOD, expiresAt: found.paper.expiresAt, answer, now }, limits);
  return { verdict, number: found.paper.number, paper: found.paper, asOf: found.asOf, code };
}
