package channel.every.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the picture: a publisher, or a rendition of a broadcast.
 *
 * @param equal windows that are proven
 * @param unproven windows that are not, also those that are not listed
 * @param first window of the row, null if only those in {@code windows} are known
 * @param last window of the row, null if only those in {@code windows} are known
 * @param windows that are not proven, as many as the report lists
 */
public record Lane(
        String name,
        long equal,
        long unproven,
        @Nullable Long first,
        @Nullable Long last,
        List<ExplainedWindow> windows) {
    public Lane {
        windows = List.copyOf(windows);
    }
}
