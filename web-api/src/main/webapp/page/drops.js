/** For how long a dropped window is news, in milliseconds: a strip's length on a phone. */
const NEWS_MS = 30_000;

/** Remembers which publishers drop windows while the page looks on: the node counts them since its start. */
export class Drops {
  #seen = new Map();

  /** The publishers that dropped a window a short while ago. */
  lately(stream, nowUnixMs) {
    return stream.publishers.filter((publisher) => {
      const key = `${stream.broadcast} ${publisher.name} ${publisher.source_session}`;
      const before = this.#seen.get(key);
      const more = before !== undefined && publisher.windows_dropped > before.count;
      const at = more ? nowUnixMs : (before?.at ?? -Infinity);
      this.#seen.set(key, { count: publisher.windows_dropped, at });
      return nowUnixMs - at < NEWS_MS;
    });
  }
}
