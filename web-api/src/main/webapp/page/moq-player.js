import { MoqRelay } from './moq-relay.js';

const CATALOG = 'catalog.json';

/** Until the first picture: a window, its way here, and a busy machine. */
const FIRST_PICTURE_MS = 10_000;

/** Held behind the newest second, so that a late window is still in time. */
const CUSHION_S = 1.2;

/** Further behind than this, it jumps to where it should be. */
const MOST_BEHIND_S = 5;

/** Less than this is left of a range that ends: it plays no further there. */
const HOLE_S = 0.1;

/** What is further back is given back to the browser. */
const KEPT_S = 30;

/** Plays one clear broadcast from one relay through Media Source Extensions: a frame is a fragment, appended as it comes. */
export class MoqPlayer {
  #video;
  #relay = null;
  #source = null;
  #url = null;
  #tracks = [];
  #onEnd;
  #stopped = false;

  /** @param onEnd called with the reason when it plays no more, but not after {@link stop} */
  constructor(video, onEnd) {
    this.#video = video;
    this.#onEnd = onEnd;
  }

  /** Settles when the first picture is there; fails where this browser or relay cannot. */
  async play({ relayUrl, broadcast, certificateHash }) {
    try {
      this.#relay = await MoqRelay.open(relayUrl, certificateHash);
      if (this.#stopped) throw new Error('stopped');
      this.#relay.closed.then(() => this.#end('the relay has closed the session'));
      await within(FIRST_PICTURE_MS, this.#begin(broadcast));
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  stop() {
    this.#stopped = true;
    this.#relay?.close();
    if (this.#url) {
      URL.revokeObjectURL(this.#url);
      this.#url = null;
      this.#video.removeAttribute('src');
      this.#video.load();
    }
  }

  /** Between what is on the screen and the newest that is here, in seconds. */
  get behind() {
    const ranges = this.#video.buffered;
    return ranges.length === 0 ? 0 : ranges.end(ranges.length - 1) - this.#video.currentTime;
  }

  async #begin(broadcast) {
    const catalog = await this.#catalog(broadcast);
    const chosen = [best(catalog.video, 'video'), best(catalog.audio, 'audio')].filter(Boolean);
    if (chosen.length === 0) throw new Error('this browser plays none of its renditions');
    this.#source = new MediaSource();
    this.#url = URL.createObjectURL(this.#source);
    this.#video.src = this.#url;
    await new Promise((resolve) => this.#source.addEventListener('sourceopen', resolve, { once: true }));
    this.#source.duration = Infinity;
    this.#tracks = chosen.map(({ name, type, init }) => ({ name, buffer: new Appender(this.#source.addSourceBuffer(type), init, (why) => this.#end(why)) }));
    for (const { name, buffer } of this.#tracks) {
      this.#relay.subscribe(broadcast, name, (_, fragment) => this.#take(buffer, fragment)).then(
        () => this.#end('the broadcast has ended'),
        (error) => this.#end(error.message),
      );
    }
    await new Promise((resolve) => this.#video.addEventListener('loadeddata', resolve, { once: true }));
    await this.#video.play();
  }

  #catalog(broadcast) {
    return new Promise((resolve, reject) => {
      this.#relay
        .subscribe(broadcast, CATALOG, (_, frame) => resolve(JSON.parse(new TextDecoder().decode(frame))))
        .then(() => reject(new Error(`${broadcast} has ended`)), reject);
    });
  }

  #take(buffer, fragment) {
    if (this.#stopped) return;
    buffer.append(fragment).then(() => this.#keepUp());
  }

  /** Leaps over windows that nobody has, and to where it should be when it is late. */
  #keepUp() {
    const ranges = this.#video.buffered;
    if (ranges.length === 0 || this.#stopped) return;
    const at = this.#video.currentTime;
    const last = ranges.length - 1;
    if (ranges.end(last) - at > MOST_BEHIND_S) {
      this.#video.currentTime = Math.max(ranges.start(last), ranges.end(last) - CUSHION_S);
    } else {
      for (let i = 0; i <= last; i++) {
        if (ranges.end(i) <= at + HOLE_S) continue;
        if (ranges.start(i) > at) this.#video.currentTime = ranges.start(i);
        break;
      }
    }
    for (const { buffer } of this.#tracks) buffer.forget(this.#video.currentTime - KEPT_S);
  }

  #end(reason) {
    if (this.#stopped) return;
    this.stop();
    this.#onEnd(reason);
  }
}

/** A source buffer takes one thing at a time. */
class Appender {
  #buffer;
  #waiting = [];
  #onFailure;

  constructor(buffer, init, onFailure) {
    this.#buffer = buffer;
    this.#onFailure = onFailure;
    buffer.addEventListener('updateend', () => this.#next());
    this.append(init);
  }

  append(bytes) {
    return this.#queue(() => this.#buffer.appendBuffer(bytes));
  }

  forget(until) {
    const ranges = this.#buffer.buffered;
    if (ranges.length > 0 && ranges.start(0) < until) this.#queue(() => this.#buffer.remove(0, until));
  }

  #queue(run) {
    return new Promise((done) => {
      this.#waiting.push({ run, done });
      if (!this.#buffer.updating && this.#waiting.length === 1) this.#start();
    });
  }

  #start() {
    try {
      this.#waiting[0].run();
    } catch (error) {
      this.#waiting = [];
      this.#onFailure(`the browser refuses a fragment: ${error.message}`);
    }
  }

  #next() {
    this.#waiting.shift()?.done();
    if (this.#waiting.length > 0) this.#start();
  }
}

/** The rendition of the highest rate that this browser plays. */
function best(section, kind) {
  return Object.entries(section?.renditions ?? {})
    .filter(([, { container }]) => container.kind === 'cmaf')
    .map(([name, { codec, container, bitrate = 0 }]) => ({ name, bitrate, type: `${kind}/mp4; codecs="${codec}"`, init: Uint8Array.from(atob(container.init), (c) => c.charCodeAt(0)) }))
    .filter(({ type }) => MediaSource.isTypeSupported(type))
    .sort((one, other) => other.bitrate - one.bitrate)[0];
}

function within(ms, promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`no picture within ${ms / 1000} s`)), ms))]);
}
