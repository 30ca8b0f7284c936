import { settings } from '../local/settings';

let audio: AudioContext | undefined;

/** A short sound and a buzz: who scans looks at the goods, not at the screen. */
export function beep(good: boolean): void {
  navigator.vibrate?.(good ? 40 : [80, 60, 80]);
  if (!settings.get().beep || typeof AudioContext === 'undefined') {
    return;
  }
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = good ? 1_320 : 330;
  volume.gain.value = 0.08;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + (good ? 0.07 : 0.2));
}
