/** Reads a stream of bytes in the pieces that a format has. */
export class ByteReader {
  #reader;
  #pieces = [];
  #held = 0;

  /** @param {ReadableStream<Uint8Array>} stream */
  constructor(stream) {
    this.#reader = stream.getReader();
  }

  /** Whether the stream ends here. */
  async ended() {
    while (this.#held === 0) if (!(await this.#more())) return true;
    return false;
  }

  /** Exactly so many bytes; throws where the stream ends before. */
  async bytes(count) {
    while (this.#held < count) if (!(await this.#more())) throw new Error(`the stream ends ${count - this.#held} bytes early`);
    const taken = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      const piece = this.#pieces[0];
      const part = piece.subarray(0, count - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === piece.length) this.#pieces.shift();
      else this.#pieces[0] = piece.subarray(part.length);
    }
    this.#held -= count;
    return taken;
  }

  /** An integer of RFC 9000 16: the first two bits tell its length. Beyond 2^53 it loses digits, as all numbers here do. */
  async integer() {
    const [first] = await this.bytes(1);
    let value = first & 0x3f;
    for (const byte of await this.bytes((1 << (first >> 6)) - 1)) value = value * 256 + byte;
    return value;
  }

  cancel() {
    return this.#reader.cancel().catch(() => {});
  }

  async #more() {
    const { value, done } = await this.#reader.read();
    if (done) return false;
    if (value.length > 0) {
      this.#pieces.push(value);
      this.#held += value.length;
    }
    return true;
  }
}

/** An integer below 2^30 as RFC 9000 16 writes it. */
export function integer(value) {
  if (value < 0x40) return [value];
  if (value < 0x4000) return [0x40 | (value >> 8), value & 0xff];
  return [0x80 | (value >>> 24), (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
}

/** Its length, then the text in UTF-8. */
export function text(value) {
  const bytes = new TextEncoder().encode(value);
  return [...integer(bytes.length), ...bytes];
}
