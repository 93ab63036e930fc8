import { byId, el, replace, write } from './dom.js';
import { hlsScript } from './hls-script.js';
import { MoqPlayer } from './moq-player.js';
import { json, Poll } from './poll.js';

const LIST_EVERY = 5;

/** The streams of the directory that this page can play, and the one that it plays. */
export class Live {
  #video = byId('live-video');
  #caption = byId('live-caption');
  #streams = [];
  #playing = null;
  #stop = () => {};
  #asked = 0;

  constructor() {
    new Poll(
      () => this.#ask(),
      (streams) => this.#show(streams),
    ).now();
  }

  /** The list changes slowly: every few rounds are enough. */
  async #ask() {
    if (this.#asked++ % LIST_EVERY !== 0) return null;
    return (await json('api/public-streams')).streams.filter((stream) => moq(stream) || hls(stream));
  }

  #show(streams) {
    this.#streams = streams;
    byId('live').hidden = streams.length === 0 && this.#playing === null;
    this.#buttons();
  }

  #buttons() {
    replace(byId('live-streams'), ...this.#streams.map((stream) => el('button', { type: 'button', text: label(stream, this.#streams), 'aria-pressed': String(key(stream) === this.#playing), 'data-key': key(stream) })));
    for (const button of byId('live-streams').children) button.onclick = () => this.#play(this.#streams.find((stream) => key(stream) === button.dataset.key));
  }

  async #play(stream) {
    this.#stop();
    this.#playing = key(stream);
    this.#buttons();
    byId('live-screen').hidden = false;
    write(this.#caption, 'Asking the relay…');
    let reason = 'it is on no relay that this page can reach';
    for (const candidate of moq(stream)) {
      try {
        const player = new MoqPlayer(this.#video, (why) => this.#playing === key(stream) && this.#fallBack(stream, why));
        this.#stop = () => player.stop();
        await player.play({ relayUrl: candidate.relay_url, broadcast: candidate.broadcast_name, certificateHash: candidate.certificate_hash ?? null });
        if (this.#playing === key(stream)) this.#tell(player, candidate);
        return;
      } catch (error) {
        if (this.#playing !== key(stream)) return;
        reason = error.message;
      }
    }
    await this.#fallBack(stream, reason);
  }

  #tell(player, candidate) {
    const timer = setInterval(() => write(this.#caption, `Live from ${new URL(candidate.relay_url).host} over WebTransport, ${player.behind.toFixed(1)} s in hand.`), 500);
    this.#stop = () => {
      clearInterval(timer);
      player.stop();
    };
  }

  /** From the archive: some seconds later, through anything that lets a web page through. */
  async #fallBack(stream, why) {
    this.#stop();
    const candidate = hls(stream) ?? (await own(stream));
    if (!candidate) {
      write(this.#caption, `Not playing: ${why}.`);
      return;
    }
    try {
      const Hls = await hlsScript();
      if (Hls.isSupported()) {
        const player = new Hls({ liveDurationInfinity: true, backBufferLength: 30 });
        this.#stop = () => player.destroy();
        player.loadSource(candidate.url);
        player.attachMedia(this.#video);
      } else {
        this.#video.src = candidate.url;
        this.#stop = () => this.#video.removeAttribute('src');
      }
      write(this.#caption, `From the archive, since ${why}.`);
      await this.#video.play();
    } catch (error) {
      if (error.name !== 'AbortError') write(this.#caption, `Not playing: ${error.message}.`);
    }
  }
}

const key = ({ stream_id: id, source_node: node }) => `${id} ${node}`;

/** The publisher is named only where two have one title. */
function label(stream, all) {
  const title = stream.title ?? stream.broadcast_name;
  const alone = all.filter((each) => (each.title ?? each.broadcast_name) === title).length === 1;
  return alone ? title : `${title} · ${stream.source_node}`;
}

/** Relays with the clear broadcast: the others' objects are for members of the network. */
const moq = ({ relays = [] }) => relays.filter((each) => each.transport === 'moq' && each.broadcast_name?.endsWith('.hang') && each.relay_url?.startsWith('https:'));

/** Of this node's own publishers the archive is known without anybody's announcing it. */
async function own({ source_node: node }) {
  const { streams } = await json('v1/streams').catch(() => ({ streams: [] }));
  for (const { broadcast, publishers } of streams) {
    const publisher = publishers.find((each) => each.source_node === node);
    if (publisher) return { url: `v1/streams/${broadcast}/${publisher.name}/master.m3u8` };
  }
  return null;
}

const hls = ({ relays = [] }) => relays.find((each) => each.transport === 'hls' && each.url);
