// Calls to /api/v1/inspections/ (docs/inspections-api.md): which answers are the register's, and what each means for the
// item that was sent.

import { clockError, learnClock } from "./clock.js";
import { signRequest } from "./device.js";
import { readSigned } from "./jws.js";
import { loadHeld } from "./register.js";
import * as vault from "./vault.js";

const BASE = "/api/v1/inspections/";

/// The statuses with which the register refuses what was sent: sending it again unchanged would not help.
const REFUSALS = [400, 403, 404, 405, 409, 413, 415, 422];
/// Refusals of the phone, whatever it sends: the items wait.
const OF_PHONE = ["device-unknown", "signature-wrong"];
/// Milliseconds to wait for an answer, besides a second for each 4 kB that are sent.
const PATIENCE = 60000;

/// An error of a call: `status` (0: no answer of the register, only of the network or a portal) and the register's `code`,
/// `message`, `field`; `wait`: seconds to wait before the next attempt.
export class ApiError extends Error {
  constructor(status, { code = "", message = "", field = null } = {}, wait = 0) {
    super(message || code || String(status));
    Object.assign(this, { status, code, field, wait });
  }

  /// Whether the register was not reached.
  get offline() {
    return this.status === 0 || this.status >= 502;
  }

  /// Whether the register refused what was sent. Everything else means: try again later.
  get refused() {
    return REFUSALS.includes(this.status) && !OF_PHONE.includes(this.code);
  }
}

/// Called with the reason after the phone has wiped itself.
let onWiped = () => {};
export const setWipeListener = (tell) => {
  onWiped = tell;
};

export const get = (path) => call(path, {});

export const post = (path, value, patience) => call(path, jsonBody("POST", value), patience);

/// Sends bytes, signed by the device. Without `type` they are JSON.
export async function send(path, { method = "POST", type = "application/json", body }) {
  const signature = await signRequest(method, BASE + path, body);
  return call(path, { method, headers: { "content-type": type, "x-camket-signature": signature }, body }, PATIENCE + body.length / 4);
}

const jsonBody = (method, value) => ({ method, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });

async function call(path, request, patience = PATIENCE) {
  const enrolment = await vault.findEnrolment();
  const device = enrolment ? { "x-camket-device": enrolment.device } : {};
  const headers = { accept: "application/json", ...request.headers, ...device };
  const asked = Date.now();
  // The browser stores nothing: it would give a portal's 404 or 410 again after the portal.
  const how = { headers, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(patience) };
  const { answer, told } = await fetchJson(BASE + path, { ...request, ...how });
  if (answer.ok && told) {
    if (clockError() === null) await learnClock(answer.headers.get("date"), asked).catch(() => {});
    return told;
  }
  const { error } = told ?? {};
  // A redirect, a page of a portal or of a proxy: not an answer of the register.
  if (typeof error?.code !== "string") throw new ApiError(answer.status >= 500 ? answer.status : 0, { code: "not-ours" });
  if (answer.status === 410 && (await isOrderedToWipe(error, enrolment))) {
    await vault.wipe();
    onWiped("cut-off");
  }
  throw new ApiError(answer.status, error, Number(answer.headers.get("retry-after")) || 0);
}

/// The answer, and its JSON object; null if it has none.
async function fetchJson(address, request) {
  try {
    const answer = await fetch(address, request);
    const json = /^application\/json\b/.test(answer.headers.get("content-type") ?? "");
    const told = json ? await answer.json() : null;
    return { answer, told: told && typeof told === "object" ? told : null };
  } catch (problem) {
    if (problem instanceof SyntaxError) return { answer: new Response(null, { status: 503 }), told: null };
    throw new ApiError(0);
  }
}

/// Whether the register has signed that this very phone is to be wiped, with a key that the phone knew before.
async function isOrderedToWipe({ signed }, enrolment) {
  if (typeof signed !== "string" || !enrolment) return false;
  const [protectedHead, payload, signature] = signed.split(".");
  const { keys } = await loadHeld();
  const order = await readSigned({ protected: protectedHead, payload, signature }, "camket-wipe+zlib", keys).catch(() => null);
  return order?.order === "wipe" && order.device === enrolment.device;
}
