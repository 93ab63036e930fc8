package channel.every.node;

import channel.every.identity.Label;
import channel.every.tuner.ChannelTune;
import channel.every.tuner.ShownAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One receiver of a broadcast, as configured.
 *
 * @param broadcast the logical channel that it shares with other publishers
 * @param device base URL of its tuner device
 * @param channel the device's channel reference
 * @param program number in the PAT of what the channel delivers, null for the lowest one
 * @param sourceNode explicit source identity, or null for the node's own
 */
record PublisherSettings(
        Label name,
        Label broadcast,
        URI device,
        String channel,
        @Nullable Integer program,
        @Nullable Label sourceNode) {
    /** Whether both read one program of one channel of one device; without a number it is the lowest, which may be any. */
    boolean mayReadTheSameAs(PublisherSettings other) {
        boolean sameProgram = program == null || other.program == null || program.equals(other.program);
        return device.equals(other.device) && channel.equals(other.channel) && sameProgram;
    }

    /** The device without what could be a secret: user, password and query. */
    String shownDevice() {
        return ShownAddress.of(device.toString());
    }

    PublisherSettings receivingFrom(URI other) {
        return new PublisherSettings(name, broadcast, other, channel, program, sourceNode);
    }

    ChannelTune tune() {
        return new ChannelTune(device, channel);
    }
}
