// Blocks a second submit of a form for some seconds. The server's idempotency key is what prevents duplicates.

const PAUSE_MS = 5000;

export default function guardDoubleSubmit(form) {
  let until = 0;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.timeStamp < until) {
      event.preventDefault();
      return;
    }
    until = event.timeStamp + PAUSE_MS;
    event.submitter?.setAttribute("aria-busy", "true");
    setTimeout(() => event.submitter?.removeAttribute("aria-busy"), PAUSE_MS);
  });
  // After the browser's back button the form may be submitted again.
  window.addEventListener("pageshow", () => {
    until = 0;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
}
