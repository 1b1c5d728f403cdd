// What a window shows instead of a form while another window of this browser writes.

import { button, h, notice } from "../dom.js";
import { takePen } from "../pen.js";
import { t } from "../words.js";

export function reader(app) {
  const take = async () => {
    await takePen();
    await app.relockOrStay();
  };
  return h("section", { class: "door-card", "data-view": "reader" }, h("h1", {}, t("inspect-reader-title")),
    notice("warn", t("inspect-storage-reader")), h("div", { class: "door-thumb" }, button(t("inspect-reader-take"), "pen", take)));
}
