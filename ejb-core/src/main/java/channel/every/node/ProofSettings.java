package channel.every.node;

import channel.every.identity.Label;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A live proof over manifest roots, as configured in {@code every-channel.proof.<name>.sources=a=PATH,b=PATH}.
 *
 * @param sources at least two manifest roots by name
 */
record ProofSettings(Label name, SequencedMap<Label, Path> sources) {
    ProofSettings {
        if (sources.size() < 2) {
            throw new IllegalArgumentException(
                    "every-channel.proof." + name + ".sources must name at least two sources, as in a=/path,b=/path");
        }
    }

    static ProofSettings parse(Label name, String key, String text) {
        SequencedMap<Label, Path> sources = new LinkedHashMap<>();
        for (String source : text.split(",", -1)) {
            int equals = source.indexOf('=');
            if (equals < 1 || equals == source.length() - 1) {
                throw new IllegalArgumentException(key + " must be NAME=PATH,NAME=PATH: \"" + source + '"');
            }
            Label label = new Label(source.substring(0, equals).strip());
            if (sources.putIfAbsent(label, Path.of(source.substring(equals + 1).strip())) != null) {
                throw new IllegalArgumentException(key + " names source \"" + label + "\" twice");
            }
        }
        return new ProofSettings(name, sources);
    }
}
