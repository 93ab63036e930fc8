package channel.every.node;

import channel.every.clock.ChunkCadence;
import channel.every.identity.Label;
import channel.every.tuner.ShownAddress;
import channel.every.window.ChopperSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The node as configured, every name checked: what cannot work is refused at start with the key, the value and the remedy.
 *
 * @param data root of everything the node keeps
 * @param nodeName what the operator calls this node, or null to derive it from the machine
 * @param cadence window length of every publisher
 * @param profile name of the encode profile
 * @param prerollPackets bound of decoder context before a window, in 188-byte packets
 * @param encodeWorkers windows encoded at the same time
 * @param proofSpan how far back a live proof looks
 * @param proofSettle age below which a window is pending
 * @param ffmpeg path of the encoder's program, or null to find it on PATH
 * @param publishers in the order of their names
 */
record NodeSettings(
        Path data,
        @Nullable String nodeName,
        ChunkCadence cadence,
        String profile,
        int prerollPackets,
        int encodeWorkers,
        Duration proofSpan,
        Duration proofSettle,
        @Nullable Path ffmpeg,
        List<PublisherSettings> publishers,
        List<ProofSettings> proofs) {
    private static final String PREFIX = "every-channel.";
    private static final Pattern PUBLISHER = Pattern.compile("every-channel\\.publisher\\.(.+)\\.channel");
    private static final Pattern PROOF = Pattern.compile("every-channel\\.proof\\.(.+)\\.sources");

    /** More workers than this only wait for each other on any machine a node runs on. */
    private static final int MAX_ENCODE_WORKERS = 64;

    NodeSettings {
        publishers = List.copyOf(publishers);
        proofs = List.copyOf(proofs);
        refuseSharedTuners(publishers);
    }

    /** @param names all configured keys @param values the value of a key, if it is set */
    static NodeSettings read(Iterable<String> names, Function<String, Optional<String>> values, Path defaultData) {
        SequencedMap<Label, PublisherSettings> publishers = new TreeMap<>(Comparator.comparing(Label::value));
        List<ProofSettings> proofs = new ArrayList<>();
        for (String name : names) {
            Matcher publisher = PUBLISHER.matcher(name);
            if (publisher.matches()) {
                Label label = label(name, publisher.group(1));
                publishers.put(label, publisher(label, values));
            }
            Matcher proof = PROOF.matcher(name);
            String sources = values.apply(name).orElse("");
            // Those over URLs are measured: RemoteProofSettings.
            if (proof.matches() && !RemoteProofSettings.isRemote(sources)) {
                proofs.add(ProofSettings.parse(label(name, proof.group(1)), name, sources));
            }
        }
        return new NodeSettings(
                values.apply(PREFIX + "data").map(Path::of).orElse(defaultData),
                values.apply(PREFIX + "node-name")
                        .filter(text -> !text.isBlank())
                        .orElse(null),
                new ChunkCadence(number(values, "chunk-ms", ChunkCadence.DEFAULT.milliseconds(), 100, 60_000)),
                values.apply(PREFIX + "profile").orElse("default"),
                number(values, "preroll-packets", ChopperSettings.DEFAULT_PREROLL_PACKETS, 1, 1_000_000),
                number(
                        values,
                        "encode.workers",
                        Math.max(1, Runtime.getRuntime().availableProcessors()),
                        1,
                        MAX_ENCODE_WORKERS),
                Duration.ofSeconds(number(values, "proof.span-seconds", 600, 10, 86_400)),
                Duration.ofSeconds(number(values, "proof.settle-seconds", 5, 1, 600)),
                values.apply(PREFIX + "ffmpeg")
                        .filter(text -> !text.isBlank())
                        .map(Path::of)
                        .orElse(null),
                List.copyOf(publishers.values()),
                proofs);
    }

    /** These settings, with the publishers and proofs of others. */
    NodeSettings receiving(NodeSettings others) {
        return new NodeSettings(
                data,
                nodeName,
                cadence,
                profile,
                prerollPackets,
                encodeWorkers,
                proofSpan,
                proofSettle,
                ffmpeg,
                others.publishers,
                others.proofs);
    }

    private static PublisherSettings publisher(Label name, Function<String, Optional<String>> values) {
        String key = PREFIX + "publisher." + name + ".";
        String channel = values.apply(key + "channel").orElse("");
        String tuner = values.apply(key + "tuner")
                .orElseThrow(() -> new IllegalArgumentException(
                        key + "tuner is missing: name the tuner that publisher \"" + name + "\" reads"));
        String tunerKey = PREFIX + "tuner." + tuner + ".url";
        URI device = uri(
                tunerKey,
                values.apply(tunerKey)
                        .orElseThrow(() -> new IllegalArgumentException(key + "tuner is \"" + tuner + "\", but "
                                + tunerKey + " is missing: give the device's URL, as in http://10.0.0.7")));
        Integer program =
                values.apply(key + "program").filter(text -> !text.isBlank()).isPresent()
                        ? (Integer) number(values, "publisher." + name + ".program", 1, 1, 0xFFFF)
                        : null;
        Label broadcast = values.apply(key + "broadcast")
                .map(text -> label(key + "broadcast", text))
                .orElseGet(() -> label(key + "channel", "ch-" + channel + (program == null ? "" : "-" + program)));
        return new PublisherSettings(
                name,
                broadcast,
                device,
                channel,
                program,
                values.apply(key + "source-node")
                        .map(text -> label(key + "source-node", text))
                        .orElse(null));
    }

    /**
     * Two publishers of one program that read the same tuner would be one source under two names. Those of different programs
     * of one channel, such as a whole multiplex, share the read.
     */
    private static void refuseSharedTuners(List<PublisherSettings> publishers) {
        for (int i = 0; i < publishers.size(); i++) {
            for (PublisherSettings publisher : publishers.subList(i + 1, publishers.size())) {
                PublisherSettings other = publishers.get(i);
                if (publisher.mayReadTheSameAs(other)) {
                    throw new IllegalArgumentException("publishers \"" + other.name() + "\" and \"" + publisher.name()
                            + "\" both read channel " + publisher.channel() + " of " + publisher.shownDevice()
                            + ": two names for one source prove nothing, give each its own tuner or program");
                }
            }
        }
    }

    static Label label(String key, String text) {
        try {
            return new Label(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static URI uri(String key, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // Without its cause, which repeats all of the text.
            throw new IllegalArgumentException(key + " is not a URL: \"" + ShownAddress.of(text) + '"');
        }
    }

    private static int number(
            Function<String, Optional<String>> values, String name, int otherwise, int least, int most) {
        Optional<String> text = values.apply(PREFIX + name).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            return otherwise;
        }
        String refusal =
                PREFIX + name + " must be a whole number from " + least + " to " + most + ": \"" + text.get() + '"';
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value < least || value > most) {
                throw new IllegalArgumentException(refusal);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal, e);
        }
    }

    /** The live proofs: those configured, else one a broadcast that two publishers of this node receive, named after it. */
    List<ProofSettings> liveProofs() {
        if (!proofs.isEmpty()) {
            return proofs;
        }
        return broadcasts()
                .filter(broadcast -> publishersOf(broadcast).count() > 1)
                .map(broadcast -> new ProofSettings(broadcast, manifestRoots(broadcast)))
                .toList();
    }

    /** The live proof over this node's publishers of a broadcast, if there is one. */
    Optional<Label> proofOf(Label broadcast) {
        SequencedMap<Label, Path> own = manifestRoots(broadcast);
        return liveProofs().stream()
                .filter(proof -> proof.sources().values().containsAll(own.values()))
                .map(ProofSettings::name)
                .findFirst();
    }

    private SequencedMap<Label, Path> manifestRoots(Label broadcast) {
        SequencedMap<Label, Path> roots = new LinkedHashMap<>();
        publishersOf(broadcast).forEach(publisher -> roots.put(publisher.name(), manifestRoot(publisher.name())));
        return roots;
    }

    private Stream<PublisherSettings> publishersOf(Label broadcast) {
        return publishers.stream().filter(publisher -> publisher.broadcast().equals(broadcast));
    }

    /** The broadcasts that publishers receive, in order of the publishers. */
    Stream<Label> broadcasts() {
        return publishers.stream().map(PublisherSettings::broadcast).distinct();
    }

    Path casRoot() {
        return data.resolve("cas");
    }

    /** Each publisher has a manifest root of its own, so that one that lies or fails touches no other. */
    Path manifestRoot(Label publisher) {
        return data.resolve("manifests").resolve(publisher.value());
    }
}
