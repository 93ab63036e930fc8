import { byId, el, replace, write } from './dom.js';
import { Drops } from './drops.js';
import { Jobs } from './jobs.js';
import { Live } from './live.js';
import { json, Poll } from './poll.js';
import { Player } from './player.js';
import { showPublishers } from './publishers.js';
import { Strip } from './strip.js';
import { offerTheme } from './theme.js';
import { showTuners } from './tuners.js';
import { verdictOf } from './verdict.js';
import { WindowDetails } from './window-details.js';
import { count, timeOfDay, wholeSpan } from './words.js';

/** What is older than this is shown as what was, not as what is: a few questions in a row went without an answer. */
const FRESH_MS = 4000;

/** What was answered last, and which broadcast the reader looks at. */
let answered = null;
let headline = '';
let broadcast = new URLSearchParams(location.search).get('broadcast');
let choice = null;

const strip = new Strip(byId('strip'), choose);
const details = new WindowDetails(byId('details'), choose, (index) => strip.reaches(index));
const player = new Player((index) => strip.playing(index));
const drops = new Drops();
const poll = new Poll(ask, show);
new Jobs();
new Live();

offerTheme(byId('theme'));
byId('channel').addEventListener('change', (event) => {
  broadcast = event.target.value;
  choose(null);
  poll.now();
});
poll.now();
new Poll(() => json('v1/tuners'), showTuners).now();
setInterval(() => poll.age > FRESH_MS && stale(), 1000);

/** One round of questions: which streams, and of the one looked at the proof and the windows. */
async function ask() {
  const { now_unix_ms: now, streams } = await json('v1/streams');
  const stream = streams.find((each) => each.broadcast === broadcast) ?? streams[0];
  if (!stream) return { now, streams };
  const seconds = Math.ceil((strip.windows * stream.cadence_millis) / 1000) + 2;
  const [report, windows] = await Promise.all([
    json(stream.proof ? `v1/convergence/${stream.proof}` : 'v1/convergence'),
    json(`v1/streams/${stream.broadcast}/windows?span=${seconds}`),
  ]);
  return { now, streams, stream, report, windows };
}

function show({ now, streams, stream, report, windows }) {
  document.body.classList.remove('stale');
  answered = now;
  replace(byId('freshness'), el('i', { 'aria-hidden': 'true' }), el('span', { text: 'Live' }));
  byId('freshness').title = `Answered at ${timeOfDay(now)}, asked every second`;
  channels(streams, stream);
  if (!stream) {
    showVerdict({
      kind: 'waiting',
      state: 'Nothing to prove',
      headline: 'No broadcast is configured.',
      lead: 'Give this node two tuners and two publishers of one channel: docs/OPERATIONS.md lists the keys.',
      because: [],
      tally: null,
    });
    document.body.classList.add('empty');
    return;
  }
  document.body.classList.remove('empty');
  showVerdict(verdictOf(stream, report, drops.lately(stream, now), now));
  strip.show(windows);
  showPublishers(stream, now);
  player.show(stream, now);
  if (choice) details.show(stream.broadcast, choice);
  broadcast = stream.broadcast;
}

function channels(streams, stream) {
  byId('channel').closest('label').hidden = streams.length < 2;
  replace(byId('channel'), ...streams.map((each) => el('option', { value: each.broadcast, text: each.broadcast })));
  if (stream) byId('channel').value = stream.broadcast;
}

function showVerdict({ kind, state, headline: said, lead, because, tally }) {
  headline = said;
  byId('verdict').dataset.kind = kind;
  write(byId('state'), state);
  write(byId('headline'), said);
  write(byId('lead'), lead);
  replace(byId('because'), ...because.map((text) => el('li', { text })));
  document.title = `${state} · every.channel`;
  const figures = tally ? [['identical', tally.same], ['different', tally.different], ['missing', tally.missing]] : [];
  byId('tally').hidden = figures.length === 0;
  replace(byId('tally'), ...figures.map(([name, figure]) => el('div', { class: figure > 0 ? name : 'zero' }, el('dt', { text: name }), el('dd', { text: count(figure) }))));
}

/** What is on the page is what was true then: it says so, and stops looking sure. */
function stale() {
  const reason = poll.failure ?? 'it is slow to answer';
  document.body.classList.add('stale');
  replace(byId('freshness'), el('i', { 'aria-hidden': 'true' }), el('span', { text: `No answer for ${wholeSpan(poll.age)}` }));
  byId('freshness').title = reason;
  if (answered === null) {
    showVerdict({ kind: 'waiting', state: 'No contact', headline: 'The node does not answer.', lead: `This page goes on asking: ${reason}.`, because: [], tally: null });
  } else {
    write(byId('state'), 'No contact');
    write(byId('headline'), `Last known: ${headline}`);
    write(byId('lead'), `What you see is from ${timeOfDay(answered)}. Since then: ${reason}.`);
    document.title = 'No contact · every.channel';
  }
}

function choose(next) {
  if (next === null && choice && byId('details').contains(document.activeElement)) strip.focus(choice);
  choice = next;
  strip.select(next);
  details.show(broadcast, next);
}
