// On a telephone, a field for a number or an e-mail address begins with the number pad; a button changes to letters. The
// browser remembers which was used last.

const KEY = "login-keyboard";

const recall = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const remember = (mode) => {
  try {
    localStorage.setItem(KEY, mode);
  } catch {
    // Private windows may refuse: then the number pad comes first again.
  }
};

export default function bindKeyboard(box) {
  if (!matchMedia("(pointer: coarse)").matches) return;
  const input = box.querySelector("input");
  const button = box.querySelector("button");
  const use = (mode) => {
    input.inputMode = mode;
    button.textContent = mode === "tel" ? box.dataset.letters : box.dataset.digits;
  };
  use(input.value.includes("@") || recall() === "email" ? "email" : "tel");
  button.hidden = false;
  button.addEventListener("click", () => {
    use(input.inputMode === "tel" ? "email" : "tel");
    remember(input.inputMode);
    input.focus();
  });
}
