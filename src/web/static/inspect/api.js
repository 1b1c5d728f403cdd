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
/// Milliseconds to wait for an answer.
const PATIENCE = 60000;
/// Milliseconds without a byte that leaves after which an upload is given up; how long it takes as a whole does not matter.
const STALLED = 30000;

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

/// Sends bytes, signed by the device. Without `type` they are JSON. `onprogress` gets the number of bytes that have left.
export async function send(path, { method = "POST", type = "application/json", body, onprogress = () => {} }) {
  const signature = await signRequest(method, BASE + path, body);
  const headers = { "content-type": type, "x-camket-signature": signature };
  return call(path, { method, headers, body }, (address, request) => upload(address, request, onprogress));
}

const jsonBody = (method, value) => ({ method, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });

async function call(path, request, how = PATIENCE) {
  const enrolment = await vault.findEnrolment();
  const device = enrolment ? { "x-camket-device": enrolment.device } : {};
  const headers = { accept: "application/json", ...request.headers, ...device };
  const asked = Date.now();
  const ask = typeof how === "function" ? how : (address, given) => fetchJson(address, given, how);
  const { answer, told } = await ask(BASE + path, { ...request, headers });
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

/// The answer, and its JSON object; null if it has none. `patience`: milliseconds.
async function fetchJson(address, request, patience) {
  try {
    // The browser stores nothing: it would give a portal's 404 or 410 again after the portal.
    const answer = await fetch(address, { ...request, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(patience) });
    return { answer, told: readJson(answer.headers.get("content-type"), await answer.text()) };
  } catch {
    throw new ApiError(0);
  }
}

/// As `fetchJson`, for a body that may be large: fetch tells nothing of what has left. The network is given up when no byte
/// leaves for a while; what the system has taken over may still be on its way, so the answer is waited for longer.
function upload(address, { method, headers, body }, onprogress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer = null;
    const wait = (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), milliseconds);
    };
    const fail = () => {
      clearTimeout(timer);
      reject(new ApiError(0));
    };
    request.open(method, address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      wait(STALLED);
      onprogress(loaded);
    };
    request.upload.onload = () => wait(PATIENCE + body.length / 4);
    request.onabort = fail;
    request.onerror = fail;
    request.onload = () => {
      clearTimeout(timer);
      const { status, responseURL } = request;
      // A redirect was followed: not an answer of the register.
      if (responseURL !== new URL(address, location.href).href) return fail();
      const answer = { ok: status >= 200 && status < 300, status, headers: { get: (name) => request.getResponseHeader(name) } };
      return resolve({ answer, told: readJson(answer.headers.get("content-type"), request.responseText) });
    };
    wait(STALLED);
    request.send(body);
  });
}

/// The JSON object of an answer, or null.
function readJson(type, text) {
  if (!/^application\/json\b/.test(type ?? "")) return null;
  try {
    const told = JSON.parse(text);
    return told && typeof told === "object" ? told : null;
  } catch {
    return null;
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
