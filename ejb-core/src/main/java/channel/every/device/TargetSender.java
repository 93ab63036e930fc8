package channel.every.device;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One tuner's stream to its {@code target}, on a thread of its own until it is stopped or the target is gone. */
final class TargetSender {
    static final Duration WITHOUT_END = Duration.ofDays(3650);

    private static final System.Logger LOG = System.getLogger(TargetSender.class.getName());

    private final String target;
    private final TargetStream out;
    private final Meter meter;
    private final Thread thread;

    /**
     * Opens the target; nothing is received yet.
     *
     * @param selection narrows the multiplex to what the tuner's other variables say
     * @param ended called when it ends by itself
     */
    TargetSender(
            Antenna antenna,
            DeviceChannel channel,
            InetAddress from,
            String target,
            int source,
            UnaryOperator<OutputStream> selection,
            InstantSource clock,
            Consumer<TargetSender> ended)
            throws IOException {
        this.target = target;
        this.out = new TargetStream(from, target, source, clock);
        this.meter = new Meter(selection.apply(out), clock);
        this.thread = Thread.ofVirtual().name("target-" + target).unstarted(() -> send(antenna, channel, ended));
    }

    void start() {
        thread.start();
    }

    Meter meter() {
        return meter;
    }

    private void send(Antenna antenna, DeviceChannel channel, Consumer<TargetSender> ended) {
        try (out;
                ChannelStream stream = antenna.receive(channel, target, this::stop)) {
            stream.pass(meter, WITHOUT_END);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "target {0}: {1}", target, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.accept(this);
        }
    }

    void stop() {
        thread.interrupt();
    }
}
