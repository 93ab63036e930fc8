package channel.every.moq;

import org.jspecify.annotations.Nullable;

/** Where a broadcast's tracks are found. Asked by any thread; the same question is answered with the same track while it goes on. */
@FunctionalInterface
public interface TrackSource {
    @Nullable
    Track track(String name);
}
