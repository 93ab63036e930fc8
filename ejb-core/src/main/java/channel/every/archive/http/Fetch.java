package channel.every.archive.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GET.
 *
 * @param bearer token for the Authorization header, or null
 * @param mostBytes of the body; a longer one is refused before it is read where its length is told, else when it grows longer
 * @param headers further ones, such as Range
 */
public record Fetch(URI url, @Nullable String bearer, int mostBytes, Map<String, String> headers) {
    public Fetch {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("mostBytes is negative: " + mostBytes);
        }
        headers = Map.copyOf(headers);
    }

    public Fetch(URI url, @Nullable String bearer, int mostBytes) {
        this(url, bearer, mostBytes, Map.of());
    }
}
