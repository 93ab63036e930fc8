import { ByteReader, integer, text } from './byte-reader.js';

/** What this page speaks, by the name under which it is agreed on. */
const PROTOCOL = 'moq-lite-05';

const SUBSCRIBE = 0x2;
const GROUP = 0x0;

/** Uni stream 0x1, a body of one byte: no parameters. */
const SETUP = [0x01, 0x01, 0x00];

/** How long a relay may take until its session is open. */
const OPEN_MS = 5000;

/** A larger frame than a window of television is none. */
const MOST_FRAME_BYTES = 32 << 20;

/** A relay's session over WebTransport, for reading: moq-lite 05 as @moq/net speaks it. */
export class MoqRelay {
  #transport;
  #tracks = new Map();
  #next = 0;

  /**
   * Opens a session.
   * @param {string} url of the relay, with `https:`
   * @param {string|null} certificateHash SHA-256 of its certificate in hexadecimal, where no authority vouches for it
   */
  static async open(url, certificateHash) {
    if (!('WebTransport' in globalThis)) throw new Error('this browser has no WebTransport');
    const hashes = certificateHash && [{ algorithm: 'sha-256', value: Uint8Array.from(certificateHash.match(/../g), (digits) => parseInt(digits, 16)) }];
    const transport = new WebTransport(url, { protocols: [PROTOCOL], ...(hashes && { serverCertificateHashes: hashes }) });
    const late = setTimeout(() => transport.close(), OPEN_MS);
    try {
      await transport.ready;
    } catch (error) {
      throw new Error(`no session with ${new URL(url).host}`, { cause: error });
    } finally {
      clearTimeout(late);
    }
    if (transport.protocol && transport.protocol !== PROTOCOL) throw new Error(`the relay speaks ${transport.protocol}`);
    return new MoqRelay(transport);
  }

  constructor(transport) {
    this.#transport = transport;
    this.#say(SETUP).catch(() => {});
    this.#accept().catch(() => {});
    this.#refuseQuestions().catch(() => {});
  }

  /** Settles when the session is over. */
  get closed() {
    return this.#transport.closed.then(
      () => {},
      () => {},
    );
  }

  /**
   * Subscribes to a track from its latest group on.
   * @param {function(number, Uint8Array)} onFrame called with the group's number and a frame of it; groups may overtake each other
   * @returns {Promise} settles when the relay ends the subscription, and fails where it refuses
   */
  async subscribe(broadcast, track, onFrame) {
    const id = this.#next++;
    this.#tracks.set(id, onFrame);
    const { readable, writable } = await this.#transport.createBidirectionalStream();
    // id, broadcast, track, priority, newest first, no bound of age, from the latest group, without an end
    const body = [...integer(id), ...text(broadcast), ...text(track), 128, 0, 0, 0, 0];
    await writable.getWriter().write(new Uint8Array([...integer(SUBSCRIBE), ...integer(body.length), ...body]));
    const answers = new ByteReader(readable);
    try {
      while (!(await answers.ended())) {
        await answers.integer();
        await answers.bytes(await answers.integer());
      }
    } catch (error) {
      throw new Error(`the relay has no track ${track} of ${broadcast}`, { cause: error });
    } finally {
      this.#tracks.delete(id);
    }
  }

  close() {
    try {
      this.#transport.close();
    } catch {
      // It is closed already.
    }
  }

  async #say(bytes) {
    const writer = (await this.#transport.createUnidirectionalStream()).getWriter();
    await writer.write(new Uint8Array(bytes));
    await writer.close();
  }

  async #accept() {
    const streams = this.#transport.incomingUnidirectionalStreams.getReader();
    for (let { value, done } = await streams.read(); !done; { value, done } = await streams.read()) {
      // One that breaks off was skipped by the relay: the next group begins anew.
      this.#group(new ByteReader(value)).catch(() => {});
    }
  }

  async #group(stream) {
    if ((await stream.integer()) !== GROUP) {
      await stream.cancel();
      return;
    }
    await stream.integer();
    const onFrame = this.#tracks.get(await stream.integer());
    const sequence = await stream.integer();
    if (!onFrame) {
      await stream.cancel();
      return;
    }
    while (!(await stream.ended())) {
      await stream.integer();
      const size = await stream.integer();
      if (size > MOST_FRAME_BYTES) throw new Error(`a frame of ${size} bytes`);
      onFrame(sequence, await stream.bytes(size));
    }
  }

  /** A relay asks what we publish: nothing. */
  async #refuseQuestions() {
    const streams = this.#transport.incomingBidirectionalStreams.getReader();
    for (let { value, done } = await streams.read(); !done; { value, done } = await streams.read()) {
      value.writable.close().catch(() => {});
      value.readable.cancel().catch(() => {});
    }
  }
}
