package channel.every.archive.file;

import channel.every.identity.Label;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Where a node keeps its archive: {@code cas/} with all objects, {@code manifests/<publisher>/} with an index for each. */
public record DataDirectory(Path root) {
    public Path cas() {
        return root.resolve("cas");
    }

    public Path manifests() {
        return root.resolve("manifests");
    }

    /** What keepers remember between runs, such as how far a scrub came. */
    public Path state() {
        return root.resolve("state");
    }

    /** The manifest roots by publisher, in order of their names; those of mirrored peers too. */
    public SequencedMap<Label, Path> manifestRoots() throws IOException {
        SequencedMap<Label, Path> roots = new TreeMap<>(Comparator.comparing(Label::value));
        if (Files.isDirectory(manifests())) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(manifests(), Files::isDirectory)) {
                for (Path each : folders) {
                    String name = each.getFileName().toString();
                    Label.folded(name)
                            .filter(label -> label.value().equals(name))
                            .ifPresent(label -> roots.put(label, each));
                }
            }
        }
        return roots;
    }

    /** Indexes to read from; writers of these tracks go on undisturbed. */
    public OpenIndexes indexes() throws IOException {
        SequencedMap<Label, JsonLinesIndex> indexes = new LinkedHashMap<>();
        manifestRoots().forEach((name, path) -> indexes.put(name, new JsonLinesIndex(path)));
        return new OpenIndexes(indexes);
    }

    /** @param byPublisher in order of the publishers' names */
    public record OpenIndexes(SequencedMap<Label, JsonLinesIndex> byPublisher) implements Closeable {
        @Override
        public void close() throws IOException {
            for (JsonLinesIndex each : byPublisher.values()) {
                each.close();
            }
        }
    }
}
