// How this phone behaves: nothing secret, nothing of anybody.

const NAME = "camket-preferences";
const FIRST = { sound: true, vibration: true, contrast: false, position: false };

export function loadPreferences() {
  try {
    return { ...FIRST, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return FIRST;
  }
}

export function savePreference(name, value) {
  localStorage.setItem(NAME, JSON.stringify({ ...loadPreferences(), [name]: value }));
  applyContrast();
}

/// High contrast for sunlight.
export function applyContrast() {
  document.body.classList.toggle("door-contrast", loadPreferences().contrast);
}
