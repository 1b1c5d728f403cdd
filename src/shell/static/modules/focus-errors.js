// Moves the focus to the error summary, and from a link in it to the field, with its label visible.

export default function focusErrors(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const group = field.closest(".field") ?? field;
    group.scrollIntoView({ block: "start" });
    const control = field.matches("input:not([hidden]), select:not([hidden]), textarea") ? field : group.querySelector("input:not([type=hidden]):not([hidden]), select:not([hidden]), textarea, canvas, button");
    control?.focus({ preventScroll: true });
  });
}
