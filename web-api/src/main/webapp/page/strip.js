import { el, replace, write } from './dom.js';
import { count, list, timeOfDay } from './words.js';

/** Widest and narrowest strip, in windows, and the least room that one takes, in CSS pixels. */
const MOST = 120;
const FEWEST = 24;
const PITCH_PX = 8.6;

/** The verdicts as their cells are labelled. */
const LABELS = {
  same: () => 'the same bytes everywhere',
  divergent: (cell) => `different bytes, ${(cell.cause ?? 'unknown cause').replaceAll('_', ' ')}`,
  missing: (cell) => (cell.missing?.length ? `missing at ${list(cell.missing)}` : 'nobody to compare with'),
  pending: () => 'too young to judge',
  edge: () => 'before there were two to compare',
  none: () => 'archived by nobody',
};

/**
 * The windows of the last minutes: a row per rendition, a cell per window, in each cell a lane per receiver. Where the bytes are the
 * same the lanes are one bar; where not, they stay apart.
 */
export class Strip {
  #root;
  #onChoose;
  #rows = new Map();
  #axis = el('div.axis', { 'aria-hidden': 'true' });
  #shown = MOST;
  #latest = null;
  #chosen = null;
  #focus = null;
  #playing = null;

  /** @param onChoose called with `{index, rendition}` */
  constructor(root, onChoose) {
    this.#root = root;
    this.#onChoose = onChoose;
    root.addEventListener('keydown', (event) => this.#key(event));
    root.addEventListener('click', (event) => {
      const cell = event.target.closest('button.cell');
      if (cell) this.#choose(cell);
    });
    new ResizeObserver(() => this.#fit()).observe(root);
  }

  /** How far back the strip reaches, in windows. */
  get windows() {
    return this.#shown;
  }

  /** Whether a window lies in what was judged lately. */
  reaches(index) {
    return this.#latest?.first_index <= index && index <= this.#latest.last_index;
  }

  /** Puts the keyboard back on a window. */
  focus({ index, rendition }) {
    this.#focus = { index, rendition };
    this.#mark();
    this.#cells().find((cell) => cell.tabIndex === 0)?.focus();
  }

  show(strip) {
    this.#latest = strip;
    for (const [name, row] of this.#rows) {
      if (!strip.renditions.some((each) => each.rendition === name)) {
        row.element.remove();
        this.#rows.delete(name);
      }
    }
    for (const { rendition, windows } of strip.renditions) this.#row(rendition).update(windows.slice(-this.#shown), strip, this.#shown);
    if (strip.renditions.length > 0 && !this.#axis.isConnected) this.#root.append(this.#axis);
    this.#ticks(strip);
    this.#mark();
  }

  /** Marks the chosen window, or none. */
  select(choice) {
    this.#chosen = choice;
    this.#mark();
  }

  /** Marks the window that is on the screen, or none. */
  playing(index) {
    this.#playing = index;
    this.#mark();
  }

  #row(rendition) {
    let row = this.#rows.get(rendition);
    if (!row) {
      row = new Row(rendition);
      this.#rows.set(rendition, row);
      if (this.#axis.isConnected) this.#axis.before(row.element);
      else this.#root.append(row.element);
    }
    return row;
  }

  #fit() {
    const room = this.#root.querySelector('.cells')?.clientWidth ?? this.#root.clientWidth - 90;
    const fits = Math.min(MOST, Math.max(FEWEST, Math.floor(room / PITCH_PX)));
    if (fits !== this.#shown) {
      this.#shown = fits;
      if (this.#latest) this.show(this.#latest);
    }
  }

  #ticks({ cadence_millis: cadence }) {
    const seconds = Math.round((this.#shown * cadence) / 1000);
    const marks = [1, 0.5, 0].map((part) => (part === 0 ? 'now' : `−${Math.round(seconds * part)} s`));
    replace(this.#axis, ...marks.map((text) => el('span', { text })));
  }

  #cells() {
    return [...this.#root.querySelectorAll('button.cell')];
  }

  #mark() {
    const cells = this.#cells();
    let reachable = null;
    for (const cell of cells) {
      const index = Number(cell.dataset.index);
      const { rendition } = cell.dataset;
      const chosen = this.#chosen?.index === index;
      cell.classList.toggle('chosen', chosen);
      cell.toggleAttribute('data-playing', index === this.#playing);
      if (chosen && this.#chosen.rendition === rendition) cell.setAttribute('aria-current', 'true');
      else cell.removeAttribute('aria-current');
      if (this.#focus && this.#focus.index === index && this.#focus.rendition === rendition) reachable = cell;
    }
    reachable ??= cells.findLast((cell) => cell.hasAttribute('aria-current')) ?? this.#root.querySelector('.cells')?.lastElementChild;
    // One cell of all is in the order of the Tab key; arrows reach the others.
    for (const cell of cells) cell.tabIndex = cell === reachable ? 0 : -1;
  }

  #choose(cell) {
    this.#focus = { index: Number(cell.dataset.index), rendition: cell.dataset.rendition };
    this.#onChoose(this.#focus);
  }

  #key(event) {
    const cell = event.target.closest('button.cell');
    if (!cell) return;
    const row = cell.parentElement;
    const place = [...row.children].indexOf(cell);
    const rows = [...this.#root.querySelectorAll('.cells')];
    const at = rows.indexOf(row);
    const next = {
      ArrowLeft: () => cell.previousElementSibling,
      ArrowRight: () => cell.nextElementSibling,
      Home: () => row.firstElementChild,
      End: () => row.lastElementChild,
      ArrowUp: () => rows[at - 1]?.children[place],
      ArrowDown: () => rows[at + 1]?.children[place],
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    this.#focus = { index: Number(next.dataset.index), rendition: next.dataset.rendition };
    this.#mark();
    next.focus();
  }
}

/** One rendition. */
class Row {
  #rendition;
  #cells = new Map();
  #box = el('div.cells', { role: 'group' });
  #score = el('span.score');

  constructor(rendition) {
    this.#rendition = rendition;
    this.element = el('div.row', {}, el('div.row-name', {}, el('b', { text: rendition }), this.#score), this.#box);
  }

  update(windows, { sources, cadence_millis: cadence }, room) {
    this.#box.style.setProperty('--room', room);
    const wanted = new Set(windows.map((each) => each.index));
    for (const [index, cell] of this.#cells) {
      if (!wanted.has(index)) {
        cell.remove();
        this.#cells.delete(index);
      }
    }
    let after = null;
    for (const each of windows) {
      const cell = this.#cell(each.index, sources.length);
      this.#paint(cell, each, sources, cadence);
      if (after ? after.nextSibling !== cell : this.#box.firstChild !== cell) {
        if (after) after.after(cell);
        else this.#box.prepend(cell);
      }
      after = cell;
    }
    const judged = windows.filter((each) => ['same', 'divergent', 'missing'].includes(each.verdict));
    const same = judged.filter((each) => each.verdict === 'same').length;
    write(this.#score, judged.length === 0 ? '–' : `${count(same)} of ${count(judged.length)}`);
    this.#box.setAttribute('aria-label', `${this.#rendition}: ${same} of the last ${judged.length} windows are the same everywhere`);
  }

  #cell(index, lanes) {
    let cell = this.#cells.get(index);
    if (!cell) {
      cell = el('button.cell', { type: 'button', 'data-index': index, 'data-rendition': this.#rendition, tabindex: -1 });
      cell.append(...Array.from({ length: Math.max(lanes, 2) }, () => el('u')));
      this.#cells.set(index, cell);
    }
    return cell;
  }

  #paint(cell, window, sources, cadence) {
    const face = `${window.verdict} ${window.cause ?? ''} ${window.missing?.join() ?? ''}`;
    if (cell.dataset.face === face) return;
    cell.dataset.face = face;
    cell.classList.remove('same', 'divergent', 'missing', 'pending', 'edge', 'none');
    cell.classList.add(window.verdict);
    [...cell.children].forEach((lane, i) => lane.classList.toggle('lacks', !(i < sources.length) || (window.missing?.includes(sources[i]) ?? false)));
    const label = `${this.#rendition} at ${timeOfDay(window.index * cadence)}: ${LABELS[window.verdict](window)}`;
    cell.title = label;
    cell.setAttribute('aria-label', label);
  }
}
