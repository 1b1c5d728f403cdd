// How this phone behaves: nothing secret, nothing of anybody.

const NAME = "camket-preferences";
const FIRST = { sound: true, vibration: true, contrast: false, position: false };

export function preferences() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return FIRST;
  }
}

export function prefer(name, value) {
  localStorage.setItem(NAME, JSON.stringify({ ...preferences(), [name]: value }));
  dress();
}

/// High contrast for sunlight.
export function dress() {
  document.body.classList.toggle("door-contrast", preferences().contrast);
}
