package channel.every.tuner;

import java.time.Instant;

/**
 * A tuner that is held.
 *
 * @param holder feed name, or {@code connection} for an outbound connection
 * @param resource the device's own name of the tuner, such as {@code tuner0}, or empty when it does not tell
 * @param bytes received since then
 */
public record TunerLease(ChannelTune tune, String holder, String resource, Instant since, long bytes) {}
