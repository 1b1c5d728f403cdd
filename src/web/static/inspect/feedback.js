// Sound and vibration for a verdict, because the inspector may not be looking at the phone.

import { loadPreferences } from "./preferences.js";

/// Tones (hertz) and vibration pattern (milliseconds) for each tone of a verdict.
const SIGNS = {
  good: { tones: [660, 880], beat: [80] },
  stored: { tones: [660, 660], beat: [80, 60, 80] },
  warn: { tones: [440, 330], beat: [200, 80, 200] },
  bad: { tones: [220, 196, 220], beat: [300, 100, 300, 100, 300] },
  replaced: { tones: [440, 330], beat: [200, 80, 200] },
  unknown: { tones: [392], beat: [120, 80, 120] },
};

let audio = null;

export function playSignal(tone) {
  const sign = SIGNS[tone] ?? SIGNS.unknown;
  const { sound, vibration } = loadPreferences();
  if (vibration) navigator.vibrate?.(sign.beat);
  if (sound) play(sign.tones);
}

function play(tones) {
  audio ??= new AudioContext();
  audio.resume().catch(() => {});
  tones.forEach((tone, index) => beep(tone, audio.currentTime + index * 0.16));
}

function beep(tone, at) {
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = tone;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.25, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.14);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + 0.15);
}
