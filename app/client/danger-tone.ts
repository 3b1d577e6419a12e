export const TONE_STORED = "board-tone";

/** Whether this browser says by a tone that danger to life has come to the board; off until somebody switches it on. */
export const isToneOn = () => localStorage.getItem(TONE_STORED) === "on";

let context: AudioContext | null = null;

/** One soft tone. A browser plays nothing in a page where nothing was pressed yet. */
export function playTone() {
  context ??= new AudioContext();
  const { currentTime: now, destination } = context;
  const [tone, loudness] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = 660;
  loudness.gain.setValueAtTime(0, now);
  loudness.gain.linearRampToValueAtTime(0.2, now + 0.05);
  loudness.gain.exponentialRampToValueAtTime(0.001, now + 0.7);
  tone.connect(loudness).connect(destination);
  tone.start(now);
  tone.stop(now + 0.7);
  void context.resume();
  document.dispatchEvent(new Event("board:tone"));
}
