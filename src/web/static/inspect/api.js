// Calls to /api/v1/inspections/ (docs/inspections-api.md). On status 410 a device that was cut off wipes itself.

import * as vault from "./vault.js";

const BASE = "/api/v1/inspections/";

/// An error of a call: `status` (0: no network) and the server's `code`, `message`, `field`.
export class ApiError extends Error {
  constructor(status, { code = "", message = "", field = null } = {}) {
    super(message || code || String(status));
    this.status = status;
    this.code = code;
    this.field = field;
  }

  get offline() {
    return this.status === 0 || this.status >= 502;
  }
}

/// Called with the reason after the phone has wiped itself.
let onWiped = () => {};
export const setWipeListener = (tell) => {
  onWiped = tell;
};

export const get = (path) => call(path, {});

export const post = (path, value) => call(path, jsonBody("POST", value));

/// Sends bytes exactly as they were signed and stored.
export const send = (path, { method, type, body, signature }) => {
  const headers = { "content-type": type };
  if (signature) headers["x-camket-signature"] = signature;
  return call(path, { method, headers, body });
};

const jsonBody = (method, value) => ({ method, headers: { "content-type": "application/json" }, body: JSON.stringify(value) });

async function call(path, request) {
  const enrolment = await vault.findEnrolment();
  const device = enrolment ? { "x-camket-device": enrolment.device } : {};
  const headers = { accept: "application/json", ...request.headers, ...device };
  const answer = await fetchAnswer(BASE + path, { ...request, headers, redirect: "manual", signal: AbortSignal.timeout(60000) });
  // A redirect to the log-in.
  if (answer.type === "opaqueredirect") throw new ApiError(401, { code: "logged-out" });
  if (answer.status === 410) await handleCutOff(answer);
  const told = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, told?.error);
  return told;
}

async function fetchAnswer(address, request) {
  try {
    return await fetch(address, request);
  } catch {
    throw new ApiError(0);
  }
}

async function handleCutOff(answer) {
  const told = await answer.json().catch(() => null);
  await vault.wipe();
  onWiped("cut-off");
  throw new ApiError(410, told?.error);
}
