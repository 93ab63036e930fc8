package channel.every.tuner;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A tuner that is held. One tuner serves every holder of its channel, and of every other channel of its multiplex where the whole of
 * it is read.
 *
 * @param tune what is read: a channel, or a multiplex
 * @param device the device's own number or name, equal for all addresses of it; empty before it has answered
 * @param holders in the order they came
 * @param resource the device's own name of the tuner, such as {@code tuner0}, or empty when it does not tell
 * @param since when the tuner was asked for
 * @param bytes received since then
 * @param bitsPerSecond received lately
 * @param malformedBytes of these, the bytes that stood outside of 188-byte packets
 * @param lostPackets transport packets that the network or the kernel is known to have lost, where that can be told
 */
public record TunerLease(
        ChannelTune tune,
        String device,
        List<Holder> holders,
        String resource,
        Instant since,
        long bytes,
        long bitsPerSecond,
        long malformedBytes,
        long lostPackets)
        implements Serializable {
    /** Somebody who has a share of it. @param channel which of the multiplex's */
    public record Holder(String name, Purpose purpose, String channel) implements Serializable {
        @Override
        public String toString() {
            return name + " (" + purpose.text() + ')';
        }
    }

    public TunerLease {
        holders = List.copyOf(holders);
    }

    /** For a message: {@code 5.1 by la-a (proof)}. */
    @Override
    public String toString() {
        return tune.channel() + " by "
                + String.join(", ", holders.stream().map(Holder::toString).toList());
    }
}
