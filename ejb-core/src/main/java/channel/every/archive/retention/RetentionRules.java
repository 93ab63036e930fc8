package channel.every.archive.retention;

import channel.every.identity.Label;
import java.util.Map;

/**
 * @param usual for broadcasts without a rule of their own
 * @param ofBroadcast rules by broadcast
 */
public record RetentionRules(RetentionRule usual, Map<Label, RetentionRule> ofBroadcast) {
    public RetentionRules {
        ofBroadcast = Map.copyOf(ofBroadcast);
    }

    public RetentionRule of(Label broadcast) {
        return ofBroadcast.getOrDefault(broadcast, usual);
    }

    /** Whether anything ever expires. */
    public boolean limit() {
        return usual.limits() || ofBroadcast.values().stream().anyMatch(RetentionRule::limits);
    }
}
