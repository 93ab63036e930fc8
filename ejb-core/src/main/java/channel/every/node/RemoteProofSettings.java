package channel.every.node;

import channel.every.archive.ArchiveRecord;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.identity.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A live proof over other nodes, as configured in {@code every-channel.proof.<name>.sources=a=URL,b=URL}.
 *
 * @param sources at least two
 */
record RemoteProofSettings(MeasurementSettings measurement, List<MeasuredSource> sources) {
    private static final Pattern KEY = Pattern.compile("every-channel\\.proof\\.(.+)\\.sources");
    private static final int MOST_SECONDS = 366 * 86_400;

    RemoteProofSettings {
        sources = List.copyOf(sources);
    }

    Label name() {
        return measurement.proof();
    }

    /** Whether any of the sources of a proof is a URL. */
    static boolean isRemote(String sources) {
        return Arrays.stream(sources.split(",")).anyMatch(RemoteProofSettings::isUrl);
    }

    private static boolean isUrl(String source) {
        return source.substring(source.indexOf('=') + 1).strip().matches("(?i)https?://.*");
    }

    /**
     * @param names all configured keys
     * @param values the value of a key, if it is set
     * @throws IllegalArgumentException naming the key, its value and the remedy
     */
    static List<RemoteProofSettings> read(Iterable<String> names, Function<String, Optional<String>> values) {
        List<RemoteProofSettings> proofs = new ArrayList<>();
        for (String key : names) {
            Matcher proof = KEY.matcher(key);
            String sources = proof.matches() ? values.apply(key).orElse("") : "";
            if (isRemote(sources)) {
                proofs.add(parse(NodeSettings.label(key, proof.group(1)), key, sources, values));
            }
        }
        return proofs;
    }

    private static RemoteProofSettings parse(
            Label name, String key, String sources, Function<String, Optional<String>> values) {
        List<String> texts =
                Arrays.stream(sources.split(",", -1)).map(String::strip).toList();
        if (!texts.stream().allMatch(RemoteProofSettings::isUrl)) {
            throw new IllegalArgumentException(key + " mixes URLs and paths, and a proof is over one or the other: \""
                    + sources + "\": serve the paths with ec-node archive-serve");
        }
        String prefix = "every-channel.proof." + name + ".";
        try {
            return new RemoteProofSettings(
                    new MeasurementSettings(
                            name,
                            values.apply(prefix + "broadcast").map(Label::new).orElse(name),
                            ArchiveRecord.PROOF_TRACK,
                            seconds(prefix + "elapsed-seconds", values, MeasurementSettings.DEFAULT_ELAPSED),
                            seconds(prefix + "interval-seconds", values, MeasurementSettings.DEFAULT_INTERVAL),
                            MeasurementSettings.DEFAULT_SPAN),
                    MeasuredSource.parseProof(texts));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static Duration seconds(String key, Function<String, Optional<String>> values, Duration otherwise) {
        Optional<String> text = values.apply(key).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().strip().matches("\\d{1,8}")) {
            throw new IllegalArgumentException(key + " must be a whole number of seconds: \"" + text.get() + '"');
        }
        int seconds = Integer.parseInt(text.get().strip());
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException(key + " must be 1 to " + MOST_SECONDS + ": " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}
