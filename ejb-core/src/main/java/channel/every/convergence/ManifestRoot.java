package channel.every.convergence;

import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The archive of one publisher under the name it has in a proof, written {@code NAME=PATH}. */
public record ManifestRoot(Label name, Path path) {
    /** @throws IllegalArgumentException if {@code text} is not {@code NAME=PATH} with a name that is a label */
    public static ManifestRoot parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || equals == text.length() - 1) {
            throw new IllegalArgumentException("a source is NAME=PATH: \"" + text + '"');
        }
        String path = text.substring(equals + 1);
        try {
            return new ManifestRoot(new Label(text.substring(0, equals)), Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a source is NAME=PATH, and this is no path: \"" + path + '"', e);
        }
    }

    /** @throws IllegalArgumentException also if there are fewer than two or two have one name */
    public static List<ManifestRoot> parseAll(List<String> texts) {
        List<ManifestRoot> roots = texts.stream().map(ManifestRoot::parse).toList();
        if (roots.size() < 2) {
            throw new IllegalArgumentException("a proof needs two sources NAME=PATH or more, not " + roots.size());
        }
        for (ManifestRoot root : roots) {
            if (roots.stream().filter(other -> other.name.equals(root.name)).count() > 1) {
                throw new IllegalArgumentException("two sources are named " + root.name);
            }
        }
        return roots;
    }

    /** @throws IllegalArgumentException unless the root is a directory that can be read */
    JsonLinesIndex open() {
        if (!Files.isDirectory(path) || !Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new IllegalArgumentException("source " + name + " is not a directory that can be read: " + path);
        }
        return new JsonLinesIndex(path);
    }
}
