/** Figures as people read them. */

const whole = new Intl.NumberFormat('en');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const count = (number) => whole.format(number);

/** `1 window`, `3 windows`. */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** Time of day where the reader is. */
export const timeOfDay = (unixMs) => clock.format(unixMs);

/** A length of time with the unit that suits it. */
export function span(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** A length of time without fractions, for what is read aloud or counts on. */
export const wholeSpan = (ms) => (ms < 10_000 ? `${Math.max(0, Math.round(ms / 1000))} s` : span(ms));

export function bytes(size) {
  if (size < 1000) return `${size} B`;
  if (size < 1_000_000) return `${(size / 1000).toFixed(1)} kB`;
  return `${(size / 1_000_000).toFixed(2)} MB`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `both` of two, `all 3` of more. */
export const all = (number) => (number === 2 ? 'both' : `all ${number}`);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
