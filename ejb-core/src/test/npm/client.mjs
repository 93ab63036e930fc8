// One unmodified client over a WebSocket. node client.mjs URL SUBPROTOCOL|any subscribe|publish BROADCAST TRACK [FRAMES]
// subscribe: prints every frame, "group timestamp text", until FRAMES have come. publish: announces, and answers whoever subscribes with
// groups of two frames each until the relay closes. What happens besides goes to the standard error stream.
import "./node20.mjs";
import Session from "@moq/qmux";
import { Broadcast, Connection, Path, Time } from "@moq/net";

for (const level of ["debug", "info", "log", "warn"]) console[level] = (...words) => console.error(...words);
const say = (line) => process.stdout.write(`${line}\n`);

const [address, subprotocol, role, name, track, frames] = process.argv.slice(2);
const url = new URL(address);
const options = {};
if (subprotocol !== "any") {
    options.transport = new Session(url, { protocols: [subprotocol], requireProtocol: true });
    await options.transport.ready;
}
const connection = await Connection.connect(url, options);
say(`connected ${connection.version}`);

async function subscribe() {
    const announced = connection.announced(Path.empty());
    for (;;) {
        const event = await announced.next();
        if (!event) throw new Error("announcements ended");
        say(`announced ${event.path} ${event.active}`);
        if (event.path === name && event.active) break;
    }
    const subscriber = connection.consume(Path.from(name)).subscribe(track);
    for (let left = Number(frames); left > 0; ) {
        const group = await subscriber.recvGroup();
        if (!group) throw new Error("the track ended");
        for (let frame = await group.readFrame(); frame; frame = await group.readFrame()) {
            say(`frame ${group.sequence} ${frame.timestamp.value} ${frame.payload.byteLength} ${Buffer.from(frame.payload.subarray(0, 16))}`);
            left--;
        }
    }
    connection.close();
}

async function publish() {
    const broadcast = new Broadcast.Producer();
    connection.publish(Path.from(name), broadcast);
    say("published");
    for (let request = await broadcast.requested(); request; request = await broadcast.requested()) {
        say(`requested ${request.name}`);
        void produce(request.accept({ timescale: Time.Timescale(90_000) }));
    }
}

async function produce(producer) {
    for (let sequence = 0; producer.closed.peek() === undefined; sequence++) {
        const group = producer.appendGroup();
        for (const text of ["first", "second"]) {
            group.writeFrame({
                payload: new TextEncoder().encode(`${text} of ${sequence}`),
                timestamp: new Time.Timestamp(sequence * 9000, Time.Timescale(90_000)),
            });
        }
        group.close();
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

await (role === "publish" ? publish() : subscribe());
await connection.closed.catch(() => {});
process.exit(0);
