// Two short signals that a cashier knows without looking; made here, no file. They need a tap before, as browsers ask.
let context = null;

const TUNES = {
  good: [[660, 0, 0.1], [990, 0.11, 0.16]],
  bad: [[220, 0, 0.16], [165, 0.2, 0.28]], wait: [[440, 0, 0.12]] };

export function readySound() {
  context ??= typeof AudioContext === 'function' ? new AudioContext() : null;
  context?.resume().catch(() => null);
}

export function play(tone) {
  if (context?.state !== 'running') return;
  for (const [pitch, from, length] of TUNES[tone] ?? []) {
    const start = context.currentTime + from;
    const voice = new OscillatorNode(context, { frequency: pitch, type: 'triangle' });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0.25, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + length);
    voice.connect(loudness).connect(context.destination);
    voice.start(start);
    voice.stop(start + length);
  }
}
