// The secret of the spare key: sent to the register as long as it does not have one that the phone did not get.

import * as api from "./api.js";
import { utf8 } from "./bytes.js";
import * as vault from "./vault.js";

const encode = (value) => utf8(JSON.stringify(value));

/// `held`: the id of the secret that the register has, or null.
export async function keepSecret(held) {
  await vault.settleSpareKeys(held);
  const secret = await vault.findUnsentSecret();
  if (!secret) return;
  const { id } = await api.send("unlock-secret", { method: "PUT", body: encode(secret) });
  await vault.settleSpareKeys(id);
}

/// Asks for the secret with a colleague's code, opens the vault and sets a new PIN. Needs no PIN, but a network.
export async function openWithCode(code, pin) {
  const { id, secret, unlock_days: days } = await api.send("unlock", { body: encode({ code }) });
  await vault.openWithSecret({ id, secret }, pin, days, Date.now());
}
