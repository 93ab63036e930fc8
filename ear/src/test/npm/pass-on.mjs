// One page publishes, another subscribes, each with @moq/net and its own session: {bundle, chromium, url, name, protocol, hash, groups}
import { PATIENCE_MS, withPage } from './chromium.mjs';
import { run } from './run.mjs';

await run((options) =>
  withPage(options, '', (publisher) =>
    withPage(options, '', async (subscriber) => {
      await publisher.evaluate(async ({ url, name }) => {
        const { Broadcast, Connection, Path } = globalThis.Moq;
        const connection = await Connection.connect(new URL(url));
        const broadcast = new Broadcast.Producer();
        const track = broadcast.createTrack('words');
        connection.publish(Path.from(name), broadcast);
        let count = 0;
        setInterval(() => track.writeString(`word ${count++}`), 100);
      }, options);
      const words = await subscriber.evaluate(
        async ({ url, name, groups, patience }) => {
          const { Connection, Path } = globalThis.Moq;
          const connection = await Connection.connect(new URL(url));
          const late = new Promise((_, reject) => setTimeout(() => reject(new Error('nothing came')), patience));
          const read = async () => {
            const announced = connection.announced();
            for (let event = await announced.next(); event?.path !== name || !event.active; event = await announced.next());
            const track = connection.consume(Path.from(name)).subscribe('words');
            const words = [];
            while (words.length < groups) words.push(await track.readString());
            return words;
          };
          return Promise.race([read(), late]);
        },
        { ...options, patience: PATIENCE_MS },
      );
      return { words };
    }),
  ),
);
