package channel.every.tuner;

import java.time.Instant;
import java.util.List;

/**
 * A tuner that is held. One tuner serves every holder of its channel.
 *
 * @param holders feed names, and {@code connection} for each outbound connection, in the order they came
 * @param resource the device's own name of the tuner, such as {@code tuner0}, or empty when it does not tell
 * @param since when the tuner was asked for
 * @param bytes received since then
 * @param malformedBytes of these, the bytes that stood outside of 188-byte packets
 */
public record TunerLease(
        ChannelTune tune, List<String> holders, String resource, Instant since, long bytes, long malformedBytes) {
    public TunerLease {
        holders = List.copyOf(holders);
    }
}
