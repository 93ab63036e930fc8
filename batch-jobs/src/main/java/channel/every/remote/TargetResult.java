package channel.every.remote;

import channel.every.identity.Label;
import org.jspecify.annotations.Nullable;

/**
 * What came of one target.
 *
 * @param address as it was given
 * @param timing null if it failed
 * @param failure one line a person can act on, null if it succeeded
 */
public record TargetResult(
        Label name,
        String address,
        @Nullable TargetTiming timing,
        @Nullable String failure) {}
