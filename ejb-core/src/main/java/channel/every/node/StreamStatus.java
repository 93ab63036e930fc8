package channel.every.node;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast as this node receives it.
 *
 * @param proof name of the live proof over its publishers, or null if none compares them
 * @param streamId null until a publisher knows the broadcast's identity
 * @param profile hash of encode profile, argument plan and encoder build; null until the encoder is known
 * @param encoderAlarm why nothing that this node encodes can be trusted, null if its self-test found nothing
 * @param renditions in the order of the profile
 * @param cadenceMillis length of a window, in milliseconds
 */
public record StreamStatus(
        Label broadcast,
        @Nullable Label proof,
        @Nullable String streamId,
        @Nullable Blake3Hash profile,
        @Nullable String encoderAlarm,
        List<Rendition> renditions,
        int cadenceMillis,
        List<PublisherStatus> publishers) {
    public StreamStatus {
        renditions = List.copyOf(renditions);
        publishers = List.copyOf(publishers);
    }
}
