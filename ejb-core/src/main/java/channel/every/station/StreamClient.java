package channel.every.station;

import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Somebody who watches over a connection. What the transmitter sends waits here until it is written; whoever falls four
 * seconds behind is cut off, so that nobody waits for a slow one.
 */
final class StreamClient implements Receiver {
    private static final int MOST_WAITING = (int) Duration.ofSeconds(4).dividedBy(Transmitter.TICK);

    private final Reception reception;
    private final BlockingQueue<Transmission> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Runnable cutOff;

    /** @param cutOff ends the connection, also while something is being written to it */
    StreamClient(Reception reception, Runnable cutOff) {
        this.reception = reception;
        this.cutOff = cutOff;
    }

    @Override
    public void receive(Transmission transmission) {
        if (!waiting.offer(transmission)) {
            cutOff.run();
        }
    }

    /**
     * Writes until the connection ends or {@code length} of the broadcast is written.
     *
     * @throws IOException when the connection ends
     */
    void write(OutputStream out, Duration length) throws IOException, InterruptedException {
        for (long ticks = length.dividedBy(Transmitter.TICK); ticks > 0; ticks--) {
            Transmission transmission = waiting.take();
            byte[] packets = transmission.packets();
            reception.receive(transmission.slot(), packets, packets.length / TsPacket.SIZE, out);
            out.flush();
        }
    }
}
