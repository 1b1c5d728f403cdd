// A button that shows and hides a password. It is hidden again before the form is submitted.

export default function bindPasswordToggle(control) {
  const input = control.querySelector("input");
  const button = control.querySelector("button");
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-pressed", String(visible));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
}
