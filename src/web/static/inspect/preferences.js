// Preferences of this phone, in local storage: nothing secret, no personal data.

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

/// Applies the preference for high contrast, for use in sunlight.
export function applyContrast() {
  document.body.classList.toggle("door-contrast", loadPreferences().contrast);
}
