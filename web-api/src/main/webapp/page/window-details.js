import { el, replace } from './dom.js';
import { json } from './poll.js';
import { bytes, capital, count, counted, list, span, timeOfDay } from './words.js';
import { CAUSES } from './verdict.js';

/** One window with all that its receivers hold, side by side. */
export class WindowDetails {
  #root;
  #onMove;
  #reaches;
  #choice = null;
  #shown = null;
  #settled = false;

  /**
   * @param onMove called with the choice that the reader moves to, or null when they close it
   * @param reaches whether there is a window of an index
   */
  constructor(root, onMove, reaches) {
    this.#root = root;
    this.#onMove = onMove;
    this.#reaches = reaches;
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#onMove(null);
    });
  }

  async show(broadcast, choice) {
    this.#choice = choice;
    if (!choice) {
      this.#root.hidden = true;
      this.#root.replaceChildren();
      this.#shown = null;
      return;
    }
    const changed = this.#shown !== `${choice.index} ${choice.rendition}`;
    if (!changed && this.#settled) return;
    try {
      const window = await json(`v1/streams/${broadcast}/windows/${choice.index}`);
      if (this.#choice === choice) this.#render(window, choice);
    } catch (error) {
      if (this.#choice === choice && changed) this.#render(null, choice, error.message);
    }
  }

  #render(window, choice, failure) {
    const moving = this.#root.contains(document.activeElement) ? document.activeElement.dataset.move : null;
    this.#shown = `${choice.index} ${choice.rendition}`;
    this.#root.hidden = false;
    const rendition = window?.renditions.find((each) => each.rendition === choice.rendition);
    // What two receivers hold never changes; what one lacks may still come.
    this.#settled = ['same', 'divergent'].includes(rendition?.verdict);
    const start = window?.start_unix_ms;
    replace(
      this.#root,
      el(
        'div.details-head',
        {},
        el(
          'div',
          {},
          el('h3', { text: `Window ${count(choice.index)}` }),
          el('p.quiet', { text: [choice.rendition, start && timeOfDay(start), window && `${window.cadence_millis} ms`].filter(Boolean).join(' · ') }),
        ),
        rendition && el(`p.chip.${rendition.verdict}`, { text: { same: 'same', divergent: 'different', none: 'absent' }[rendition.verdict] ?? rendition.verdict }),
        el(
          'div.details-moves',
          {},
          button('earlier', 'Earlier window', 'M12.5 4.5 7 10l5.5 5.5'),
          button('later', 'Later window', 'M7.5 4.5 13 10l-5.5 5.5'),
          button('close', 'Close', 'M5 5l10 10M15 5 5 15'),
        ),
      ),
      failure && el('p.plain', { text: capital(failure) }),
      rendition && el('p.plain', { text: explained(rendition) }),
      rendition && rendition.copies.length > 0 && comparison(rendition, window.sources, start + window.cadence_millis),
    );
    for (const [move, by] of [['earlier', -1], ['later', 1]]) {
      const control = this.#root.querySelector(`[data-move=${move}]`);
      control.disabled = !this.#reaches(choice.index + by);
      control.onclick = () => this.#onMove({ ...choice, index: choice.index + by });
    }
    this.#root.querySelector('[data-move=close]').onclick = () => this.#onMove(null);
    if (moving) this.#root.querySelector(`[data-move=${moving}]`)?.focus();
  }
}

function button(move, label, path) {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 20 20');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  icon.append(line);
  return el('button.quiet', { type: 'button', 'data-move': move, 'aria-label': label, title: label }, icon);
}

function explained({ verdict, words, cause, missing }) {
  switch (verdict) {
    case 'same':
      return 'Each receiver made exactly these bytes, on its own.';
    case 'divergent':
      return cause ? `The bytes differ: ${CAUSES[cause]}.` : `${capital(words)}.`;
    case 'missing':
      return missing.length > 0 ? `Receiver${missing.length === 1 ? '' : 's'} ${list(missing)} archived nothing for this window.` : `${capital(words)}.`;
    case 'pending':
      return 'Younger than a few seconds: it is judged when every receiver had time to archive it.';
    case 'edge':
      return 'Before there were two receivers to compare, so it does not count.';
    default:
      return 'No receiver archived this window.';
  }
}

/** A row for everything that can be compared; where it should be equal, the row says whether it is. */
function comparison(rendition, sources, endUnixMs) {
  const copy = (source, kind) => rendition.copies.findLast((each) => each.source === source && each.kind === kind);
  const media = (source) => copy(source, 'media');
  const rows = [
    ['Fragment', (source) => object(media(source)), (source) => media(source)?.hash],
    ['Init segment', (source) => object(copy(source, 'init')), (source) => copy(source, 'init')?.hash],
    ['Encoder input', (source) => hash(media(source)?.source_hash), (source) => media(source)?.source_hash],
    ['Profile and build', (source) => hash(media(source)?.profile), (source) => media(source)?.profile],
    ['Reception', (source) => (media(source) ? reception(media(source).quality) : '–')],
    ['Size', (source) => (media(source) ? bytes(media(source).size) : '–')],
    ['Archived', (source) => (media(source) ? `${span(media(source).received_unix_ms - endUnixMs)} after its end` : '–')],
    ['Source node', (source) => copy(source, 'media')?.source_node ?? '–'],
  ];
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, el('td'), ...sources.map((source) => el('th', { scope: 'col', text: source })))),
    el(
      'tbody',
      {},
      rows.map(([name, shown, compared]) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, name, compared && sources.length > 1 && equality(sources.map(compared))),
          ...sources.map((source) => el('td', { 'data-source': source }, shown(source))),
        ),
      ),
    ),
  );
}

function equality(values) {
  if (values.some((value) => value == null)) return el('span.mark.unknown', { text: '?', title: 'not known on every side' });
  return values.every((value) => value === values[0])
    ? el('span.mark.equal', { text: '=', title: 'equal', role: 'img', 'aria-label': 'equal' })
    : el('span.mark.unequal', { text: '≠', title: 'different', role: 'img', 'aria-label': 'different' });
}

/** Eight groups of eight digits: people compare the first and the last. */
function hash(hex) {
  return hex ? el('code', { text: hex.match(/.{8}/g).join(' ') }) : '–';
}

function object(copy) {
  return copy?.hash ? el('a', { href: `v1/objects/${copy.hash}`, title: 'This object' }, hash(copy.hash)) : '–';
}

function reception(quality) {
  if (!quality) return 'not known';
  const faults = [
    quality.continuity_errors && counted(quality.continuity_errors, 'continuity error'),
    quality.transport_errors && counted(quality.transport_errors, 'transport error'),
    quality.missing_ms && `${quality.missing_ms} ms missing`,
    quality.scrambled_packets && counted(quality.scrambled_packets, 'scrambled packet'),
  ].filter(Boolean);
  return faults.length > 0 ? el('span.fault', { text: list(faults) }) : 'whole';
}
