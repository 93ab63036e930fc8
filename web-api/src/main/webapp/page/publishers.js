import { byId, el, replace } from './dom.js';
import { capital, count, counted, span, timeOfDay, wholeSpan } from './words.js';

const TUNER = { receiving: 'Receiving', waiting: 'Waiting', lost: 'No signal' };

/** The receivers of a stream, a card each. */
export function showPublishers(stream, nowUnixMs) {
  replace(byId('publishers'), ...stream.publishers.map((publisher, place) => card(publisher, place, nowUnixMs)));
  replace(
    byId('identity'),
    stream.stream_id && el('span', {}, 'Broadcast ', el('code', { text: stream.stream_id })),
    stream.profile && el('span', {}, 'Encode profile ', el('code', { text: stream.profile })),
  );
}

function card(publisher, place, nowUnixMs) {
  const { tuner, clock } = publisher;
  return el(
    'article.panel.publisher',
    { class: tuner.state },
    el(
      'header',
      {},
      el('i.cell.lane', { 'aria-hidden': 'true', title: 'Its lane in the strip' }, el('u', { class: place === 0 ? '' : 'lacks' }), el('u', { class: place === 1 ? '' : 'lacks' })),
      el('h3', { text: publisher.name }),
      el(`p.chip.${tuner.state}`, { text: TUNER[tuner.state] }),
    ),
    el('p.node', { text: publisher.source_node }),
    trouble(tuner, nowUnixMs),
    programTrouble(publisher.program),
    el(
      'dl',
      {},
      fact('Tuner', [tuner.resource, `channel ${tuner.channel}`, host(tuner.device)].filter(Boolean).join(' · ')),
      fact('Clock', clockWords(clock), clock.state),
      fact('Behind air', publisher.lag_millis == null || tuner.state !== 'receiving' ? '–' : span(publisher.lag_millis)),
      fact('Windows', windows(publisher)),
      fact('Encoder', publisher.encode_cpu_millis == null ? '–' : `${publisher.encode_cpu_millis} ms CPU a window`),
    ),
  );
}

function fact(name, value, state) {
  return el('div', {}, el('dt', { text: name }), el('dd', { class: state ?? false }, value));
}

const host = (url) => url.replace(/^https?:\/\//, '').replace(/\/$/, '');

function clockWords({ state, detail, table, margin_millis: margin }) {
  switch (state) {
    case 'synced':
      return `synced to the broadcast${table ? `'s ${table}` : ''}${margin == null ? '' : `, margin ${span(margin)}`}`;
    case 'suspect':
      return `suspect: ${detail ?? 'no reason given'}`;
    default:
      return `not synced yet${detail ? `: ${detail}` : ''}`;
  }
}

function windows({ windows_archived: archived, windows_dropped: dropped, last_drop_reason: reason }) {
  if (dropped === 0) return `${counted(archived, 'window')} archived`;
  return `${counted(archived, 'window')} archived, ${count(dropped)} dropped${reason ? ` (last: ${reason})` : ''}`;
}

/** Why nothing can be made of what is received. */
function programTrouble({ state, number }) {
  switch (state) {
    case 'scrambled':
      return el('p.trouble', {}, el('b', { text: `The broadcaster scrambles program ${number}.` }), ' Without its key there are no windows.');
    case 'unplayable':
      return el('p.trouble', {}, el('b', { text: `Program ${number} has no video and no audio that windows can carry.` }));
    default:
      return null;
  }
}

/** The loss that is, or the one that was. */
function trouble(tuner, nowUnixMs) {
  const error = tuner.last_error;
  if (!error) return null;
  const ago = nowUnixMs - error.at_unix_ms;
  if (tuner.state !== 'lost') {
    return el('p.trouble.healed', { text: `Lost and found again. Last at ${timeOfDay(error.at_unix_ms)}: ${error.reason}` });
  }
  const wait = error.retry_at_unix_ms - nowUnixMs;
  return el(
    'p.trouble',
    {},
    el('b', { text: `${capital(error.reason)}.` }),
    ` Silent for ${wholeSpan(nowUnixMs - tuner.since_unix_ms)}; try ${error.attempt} was ${wholeSpan(ago)} ago, ${wait > 500 ? `the next comes in ${wholeSpan(wait)}` : 'the next is under way'}.`,
  );
}
