// @moq/net under node, which has no WebTransport and so takes WebSockets: {url, name, track, groups}
import WebSocket from 'ws';
import { run } from './run.mjs';

globalThis.WebSocket = WebSocket;
Promise.withResolvers ??= () => {
  let resolve, reject;
  const promise = new Promise((yes, no) => ((resolve = yes), (reject = no)));
  return { promise, resolve, reject };
};
// Set methods that node 20 lacks and browsers have.
Set.prototype.difference ??= function (other) {
  return new Set([...this].filter((each) => !other.has(each)));
};
Set.prototype.union ??= function (other) {
  return new Set([...this, ...other]);
};
Set.prototype.intersection ??= function (other) {
  return new Set([...this].filter((each) => other.has(each)));
};
const { Connection, Path } = await import('@moq/net');

await run(async ({ url, name, track, groups }) => {
  const connection = await Connection.connect(new URL(url));
  const announced = connection.announced();
  for (let event = await announced.next(); event?.path !== name || !event.active; event = await announced.next());
  const subscription = connection.consume(Path.from(name)).subscribe(track);
  const seen = [];
  while (seen.length < groups) {
    const group = await subscription.nextGroup();
    let bytes = 0;
    for (let frame = await group.readFrame(); frame; frame = await group.readFrame()) bytes += frame.payload.length;
    seen.push({ sequence: group.sequence, bytes });
  }
  connection.close();
  return { version: connection.version, groups: seen };
});
process.exit();
