package channel.every.node;

import channel.every.identity.Label;
import channel.every.tuner.ChannelTune;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One receiver of a broadcast, as configured.
 *
 * @param broadcast the logical channel that it shares with other publishers
 * @param device base URL of its tuner device
 * @param channel the device's channel reference
 * @param sourceNode explicit source identity, or null for the node's own
 */
record PublisherSettings(
        Label name,
        Label broadcast,
        URI device,
        String channel,
        @Nullable Label sourceNode) {
    ChannelTune tune() {
        return new ChannelTune(device, channel);
    }
}
