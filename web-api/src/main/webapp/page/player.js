import { byId, el, replace, write } from './dom.js';
import { hlsScript } from './hls-script.js';
import { count, span } from './words.js';

/** Plays one publisher's archive, and tells which window is on the screen. */
export class Player {
  #video = byId('video');
  #start = byId('start');
  #caption = byId('player-caption');
  #onWindow;
  #hls = null;
  #stream = null;
  #source = null;
  #nowUnixMs = 0;

  /** @param onWindow called with the chunk index on the screen, or null */
  constructor(onWindow) {
    this.#onWindow = onWindow;
    this.#start.addEventListener('click', () => this.#play());
    this.#video.addEventListener('timeupdate', () => this.#tell());
    this.#video.addEventListener('playing', () => (this.#start.hidden = true));
    for (const end of ['pause', 'ended']) this.#video.addEventListener(end, () => this.#tell());
  }

  show(stream, nowUnixMs) {
    this.#nowUnixMs = nowUnixMs;
    const names = stream.publishers.map((publisher) => publisher.name);
    const moved = this.#stream?.broadcast !== stream.broadcast;
    this.#stream = stream;
    if (moved || !names.includes(this.#source)) {
      this.#stop();
      this.#source = names[0] ?? null;
      this.#choices(names);
    } else if (byId('player-sources').childElementCount !== names.length) {
      this.#choices(names);
    }
    this.#start.disabled = this.#source === null;
  }

  #choices(names) {
    replace(byId('player-sources'), ...names.map((name) => el('button', { type: 'button', text: name, 'aria-pressed': String(name === this.#source), 'data-name': name })));
    for (const choice of byId('player-sources').children) choice.onclick = () => this.#switch(choice.dataset.name);
  }

  #switch(name) {
    const playing = this.#hls !== null || this.#video.src !== '';
    this.#source = name;
    for (const choice of byId('player-sources').children) choice.setAttribute('aria-pressed', String(choice.dataset.name === name));
    if (playing) this.#play();
  }

  async #play() {
    this.#stop();
    const url = `v1/streams/${this.#stream.broadcast}/${this.#source}/master.m3u8`;
    write(this.#caption, `Loading the archive of ${this.#source}…`);
    try {
      const Hls = await hlsScript();
      if (Hls.isSupported()) this.#attach(Hls, url);
      else if (this.#video.canPlayType('application/vnd.apple.mpegurl')) this.#video.src = url;
      else throw new Error('this browser plays neither Media Source Extensions nor HLS');
      await this.#video.play();
    } catch (error) {
      if (error.name !== 'AbortError') this.#fail(error.message);
    }
  }

  #attach(Hls, url) {
    this.#hls = new Hls({ lowLatencyMode: false, liveDurationInfinity: true, backBufferLength: 30, maxBufferLength: 20 });
    this.#hls.on(Hls.Events.ERROR, (_, data) => {
      if (!data.fatal) return;
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR) this.#hls.recoverMediaError();
      else this.#fail(`${this.#source} has nothing to play right now`);
    });
    this.#hls.loadSource(url);
    this.#hls.attachMedia(this.#video);
  }

  #fail(reason) {
    this.#stop();
    write(this.#caption, `Not playing: ${reason}.`);
  }

  #stop() {
    this.#hls?.destroy();
    this.#hls = null;
    if (this.#video.src) {
      this.#video.removeAttribute('src');
      this.#video.load();
    }
    this.#start.hidden = false;
    this.#onWindow(null);
  }

  #tell() {
    const date = this.#hls?.playingDate ?? nativeDate(this.#video);
    if (!date || this.#start.hidden === false) return;
    const cadence = this.#stream.cadence_millis;
    const index = Math.floor(date.getTime() / cadence);
    write(
      this.#caption,
      `${this.#video.paused ? 'Paused at' : 'Playing'} window ${count(index)} of ${this.#source}, ${span(this.#nowUnixMs - date.getTime())} behind air.`,
    );
    this.#onWindow(index);
  }
}

/** Safari tells the date of its own HLS by the stream's start. */
function nativeDate(video) {
  const start = video.getStartDate?.();
  return start && !Number.isNaN(start.getTime()) ? new Date(start.getTime() + video.currentTime * 1000) : null;
}
