import { all, capital, count, counted, list, span } from './words.js';

/** What a cause means, for the headline and for a window's details. */
export const CAUSES = {
  reception: 'a receiver lost packets on their way from the antenna, so its encoder saw another input',
  source: 'the receivers got different input though neither saw an error',
  phase: 'the receivers mean different moments by the same number',
  encoder_build: 'the input is the same, but the encoders are of different builds or settings',
  encoder_bytes: 'the input and the encoder are the same, and still the bytes differ',
  unknown: 'the records do not say enough to tell why',
};

const named = (publishers) => `receiver${publishers.length === 1 ? '' : 's'} ${list(publishers.map((publisher) => publisher.name))}`;
const be = (publishers) => (publishers.length === 1 ? 'is' : 'are');

/**
 * The verdict in plain language.
 * @param dropping publishers that dropped windows a short while ago
 * @returns {{kind: 'proven'|'unproven'|'waiting', state: string, headline: string, lead: string, because: string[], tally: ?Object}}
 */
export function verdictOf(stream, report, dropping, nowUnixMs) {
  const groups = report.groups.filter((group) => group.broadcast === stream.broadcast);
  const tally = tallyOf(groups);
  const receivers = stream.publishers.length;
  const doubts = [...stream.publishers.flatMap(clockDoubts), ...dropping.map(drop)];
  if (stream.encoder_alarm) {
    return {
      kind: 'unproven',
      state: 'Alarm',
      headline: 'This node’s encoder is not what it was.',
      lead: `Its self-test says: ${stream.encoder_alarm}.`,
      because: doubts,
      tally,
    };
  }
  if (report.ok) return proven(stream, tally, receivers, doubts);
  const lost = stream.publishers.filter((publisher) => publisher.tuner.state === 'lost');
  const because = [...lost.map((publisher) => silence(publisher, nowUnixMs)), ...doubts];
  const unproven = { kind: 'unproven', state: 'Not proven', because, tally, lead: leadOf(tally, nowUnixMs) };
  if (tally.bytes > 0) {
    return {
      ...unproven,
      headline: 'Same input, different bytes.',
      lead: `${counted(tally.bytes, 'window')} came out differently from equal input and an equal encoder. That must never happen: keep ${tally.bytes === 1 ? 'it' : 'them'}, and take one encoder out.`,
    };
  }
  if (tally.compared === 0) return waiting(stream, tally, lost, because);
  if (receivers < 2 && tally.same === 0) {
    return {
      ...unproven,
      kind: 'waiting',
      headline: 'A proof needs a second receiver.',
      lead: `${capital(named(stream.publishers))} archives windows, and nobody can confirm them yet.`,
    };
  }
  if (lost.length > 0) {
    return { ...unproven, headline: silent(lost, receivers) };
  }
  if (tally.different > 0) {
    return { ...unproven, headline: `${counted(tally.different, 'window')} of ${count(tally.compared)} ${tally.different === 1 ? 'differs' : 'differ'}.` };
  }
  if (tally.missing > 0) {
    return { ...unproven, headline: `${counted(tally.missing, 'window')} of ${count(tally.compared)} ${tally.missing === 1 ? 'is' : 'are'} missing on one side.` };
  }
  return { ...unproven, headline: 'Something is not right yet.', because: [...because, ...report.reasons] };
}

function proven(stream, tally, receivers, doubts) {
  return {
    kind: 'proven',
    state: 'Proven',
    headline: `${capital(all(receivers))} receivers hold the same bytes.`,
    lead: `Every window of ${stream.broadcast} that ${named(stream.publishers)} archived in the last ten minutes is identical, in ${list(stream.renditions)}.`,
    because: doubts,
    tally,
  };
}

function waiting(stream, tally, lost, because) {
  const unsynced = stream.publishers.filter((publisher) => publisher.clock.state === 'unsynced');
  const searching = `${capital(named(unsynced))} ${be(unsynced)} looking for the broadcast's clock. Windows follow a few seconds later.`;
  return {
    kind: 'waiting',
    state: 'Not proven yet',
    headline: lost.length > 0 ? silent(lost, stream.publishers.length) : tally.pending > 0 ? 'The first windows are in.' : 'Waiting for the first windows.',
    lead:
      lost.length > 0
        ? 'The node goes on asking for a tuner, and starts by itself when it gets one.'
        : unsynced.length > 0
          ? searching
          : 'A window can be compared a few seconds after it was on air.',
    because,
    tally,
  };
}

function silent(lost, receivers) {
  return lost.length === receivers && receivers > 1
    ? `${capital(all(receivers))} receivers are silent.`
    : `${capital(named(lost))} ${be(lost)} silent.`;
}

function tallyOf(groups) {
  const sum = (of) => groups.reduce((total, group) => total + (of(group) ?? 0), 0);
  const compared = sum((group) => group.observed_sequences);
  const same = sum((group) => group.duplicate_sequences);
  const different = sum((group) => Math.max(group.divergent_sequences, group.source_local_divergent_sequences) + group.media_sequence_conflicts);
  return {
    compared,
    same,
    different,
    missing: Math.max(0, compared - same - different),
    lastDifferentUnixMs: newestDifferent(groups),
    pending: sum((group) => group.pending_sequences),
    bytes: sum((group) => group.causes.encoder_bytes),
    // In reports, unknown contains what is told apart as source.
    causes: Object.keys(CAUSES).filter(
      (cause) => sum((group) => group.causes[cause] - (cause === 'unknown' ? group.causes.source : 0)) > 0,
    ),
  };
}

/** When the newest of the sampled windows with different bytes was archived, or null. */
function newestDifferent(groups) {
  const times = groups
    .flatMap((group) => group.samples)
    .filter((sample) => sample.verdict === 'divergent')
    .flatMap((sample) => sample.sources.map((copy) => copy.received_unix_ms));
  return times.length === 0 ? null : Math.max(...times);
}

/** The other windows, and why some are not like them. */
function leadOf(tally, nowUnixMs) {
  const others = tally.same > 0 ? `${count(tally.same)} of ${count(tally.compared)} windows in the last ten minutes are identical.` : '';
  const why = tally.causes.map((cause) => `Where bytes differ, ${CAUSES[cause]}.`);
  const last = tally.lastDifferentUnixMs === null ? [] : [`The last such window was archived ${span(nowUnixMs - tally.lastDifferentUnixMs)} ago.`];
  const gone = tally.missing > 0 ? [`${counted(tally.missing, 'window')} ${tally.missing === 1 ? 'was' : 'were'} archived on one side only.`] : [];
  return [others, ...why, ...last, ...gone].filter(Boolean).join(' ');
}

function silence(publisher, nowUnixMs) {
  const { state, since_unix_ms: since, last_error: error } = publisher.tuner;
  const length = state === 'lost' ? ` for ${span(nowUnixMs - since)}` : '';
  return `Receiver ${publisher.name} has had no signal${length}${error ? `: ${error.reason}` : ''}`;
}

function drop(publisher) {
  return `Receiver ${publisher.name} has just dropped a window${publisher.last_drop_reason ? `: ${publisher.last_drop_reason}` : ''}`;
}

function clockDoubts(publisher) {
  return publisher.clock.state === 'suspect' ? [`The clock of receiver ${publisher.name} is suspect: ${publisher.clock.detail}`] : [];
}
