// Registers the service worker, and shows a notice when a newer release is installed.

import { button, h } from "./dom.js";
import { t } from "./words.js";

/// Registers the worker. Without one the scanner works, but cannot be opened without a network.
export async function registerWorker() {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register("/inspect/worker.js", { scope: "/", updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  let hadOne = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes control of a page that is of its own release.
    if (hadOne) location.reload();
    hadOne = true;
  });
  const watch = (worker) => worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) showUpdateNotice(worker);
  });
  if (registration.waiting && hadOne) showUpdateNotice(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  document.addEventListener("door:refreshed", () => registration.update().catch(() => {}), { once: true });
}

/// Installs the newest release at once, after a change of language.
export async function installUpdate() {
  const registration = await navigator.serviceWorker?.getRegistration("/");
  const waiting = registration && (await registration.update().catch(() => null), registration.installing ?? registration.waiting);
  if (!waiting) return location.reload();
  const go = () => waiting.state === "installed" && waiting.postMessage("take-over");
  waiting.addEventListener("statechange", go);
  return go();
}

function showUpdateNotice(worker) {
  document.querySelector(".door-update")?.remove();
  const take = () => worker.postMessage("take-over");
  document.body.append(h("div", { class: "door-update", role: "status" }, h("p", {}, t("inspect-update")), button(t("inspect-update-take"), "check", take)));
}
