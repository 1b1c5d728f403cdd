// A button that prints the page.

export default function bindPrintButton(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
