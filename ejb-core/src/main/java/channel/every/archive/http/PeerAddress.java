package channel.every.archive.http;

import channel.every.identity.Label;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A peer as operators write it, {@code NAME=URL}. */
public record PeerAddress(Label name, URI url) {
    /** @throws IllegalArgumentException naming the entry that cannot be used, or that names a peer twice */
    public static List<PeerAddress> parseAll(Iterable<String> entries) {
        List<PeerAddress> found = new ArrayList<>();
        Set<Label> names = new HashSet<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "a peer is NAME=URL, as in b=http://10.0.0.7:9080: \"" + entry + '"');
            }
            Label name = new Label(entry.substring(0, equals).strip());
            if (!names.add(name)) {
                throw new IllegalArgumentException("peer \"" + name + "\" is named twice");
            }
            found.add(
                    new PeerAddress(name, url(entry, entry.substring(equals + 1).strip())));
        }
        return found;
    }

    private static URI url(String entry, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("peer \"" + entry + "\" has no URL: " + e.getMessage(), e);
        }
    }
}
