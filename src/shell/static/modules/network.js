// Without a network a form is not sent: the browser's error page would take what was typed. The page says so beside the button.

export default function guardNetwork(form) {
  let reached = false;
  form.addEventListener("submit", async (event) => {
    form.querySelector("[data-told]")?.remove();
    if (navigator.onLine || reached) return;
    event.preventDefault();
    const button = event.submitter;
    // Some machines say "offline" while they are not.
    reached = await isReachable();
    if (reached) form.requestSubmit(button);
    else tell(button ?? form.lastElementChild);
  });
  window.addEventListener("pageshow", () => { reached = false; });
}

async function isReachable() {
  try {
    await fetch("/robots.txt", { method: "HEAD", cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}

function tell(place) {
  const told = document.createElement("p");
  told.className = "field-error";
  told.dataset.told = "";
  told.setAttribute("role", "alert");
  told.textContent = document.body.dataset.noNetwork;
  (place.closest(".actions") ?? place).before(told);
}
