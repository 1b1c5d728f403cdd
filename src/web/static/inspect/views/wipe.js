// Erasing this phone: asks first, and says what the register does not have.

import { confirmButton } from "../dom.js";
import { holdsPen } from "../pen.js";
import * as vault from "../vault.js";
import { t } from "../words.js";
import { message } from "./message.js";
import { reader } from "./reader.js";

export const wipeButton = (app, { words, confirm }) => confirmButton(words, describeLoss, confirm, async () => {
  if (!holdsPen()) return app.show(reader);
  await vault.wipe();
  return app.show(message, "wished");
});

async function describeLoss() {
  const lost = await vault.countUnsent();
  return Object.values(lost).some((count) => count > 0) ? t("inspect-wipe-loses", lost) : t("inspect-wipe-sure");
}
