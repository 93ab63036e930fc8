import { byId, el, replace } from './dom.js';
import { span } from './words.js';

/** The devices of the node and their tuners: who holds what, why, and how well it is received. */
export function showTuners({ now_unix_ms: now, devices, held }) {
  byId('tuners-panel').hidden = devices.length === 0;
  replace(byId('tuners'), ...devices.map((device) => deviceRows(device, held, now)));
}

function deviceRows(device, held, now) {
  const title = el('h3', {}, device.name || device.id || device.device, ' ', el('small', { text: device.device }));
  if (device.problem) return el('article', {}, title, el('p.trouble', { text: device.problem }));
  return el(
    'article',
    {},
    title,
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...['Tuner', 'Channel', 'Held by', 'Signal', 'Rate', 'Errors'].map((name) => el('th', { scope: 'col', text: name })))),
      el('tbody', {}, ...device.tuners.map((tuner) => row(tuner, held.find((each) => each.device === device.id && each.resource === tuner.resource), now))),
    ),
  );
}

function row(tuner, lease, now) {
  const idle = !tuner.target && !tuner.frequency_hz;
  return el(
    'tr',
    { class: idle ? 'idle' : '' },
    el('th', { scope: 'row', text: tuner.resource }),
    el('td', { text: tuner.channel || (lease && lease.channel) || (idle ? 'idle' : '–') }),
    el('td', { text: holder(tuner, lease, now) }),
    el('td', { text: tuner.strength_percent < 0 ? '–' : `${tuner.strength_percent} % / ${tuner.quality_percent} %` }),
    el('td', { text: rate(lease ? lease.bits_per_second : tuner.bits_per_second) }),
    el('td', { text: errors(tuner, lease) }),
  );
}

function holder(tuner, lease, now) {
  if (lease) return `${lease.holders.map((each) => `${each.name} (${each.purpose})`).join(', ')} for ${span(now - lease.since_unix_ms)}`;
  return tuner.target ? `someone else, ${tuner.target}` : '–';
}

const rate = (bits) => (bits > 0 ? `${(bits / 1e6).toFixed(1)} Mbit/s` : '–');

function errors({ errors: counted }, lease) {
  const parts = [];
  if (counted) parts.push(`${counted.transport_errors} broken`, `${counted.missing_packets} missing`);
  if (lease && lease.lost_packets > 0) parts.push(`${lease.lost_packets} lost on the way`);
  return parts.join(', ') || '–';
}
