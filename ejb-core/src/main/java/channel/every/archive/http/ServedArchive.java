package channel.every.archive.http;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ObjectSource;
import channel.every.identity.Label;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a server shows.
 *
 * @param indexes of publishers by their names
 * @param token that manifests are shown for, or empty to show them to everybody who reaches the port
 */
public record ServedArchive(
        Label node, ObjectSource objects, SequencedMap<Label, ? extends ArchiveIndex> indexes, Optional<String> token) {
    public ServedArchive {
        indexes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(indexes));
    }
}
