package channel.every.cli;

import channel.every.identity.Label;
import channel.every.proof.PublisherInput;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code --input FILE} for all publishers, or {@code --input NAME=FILE} for each. */
final class ProofInputs {
    private static final List<String> USUAL_PUBLISHERS = List.of("publisher-a", "publisher-b");

    /** A transport stream shows itself within a few packets of 188 bytes. */
    private static final int HEAD_BYTES = 1 << 20;

    private ProofInputs() {}

    /** @param publishers as given with {@code --publisher}, empty for publisher-a and publisher-b */
    static List<PublisherInput> of(List<String> inputs, List<String> publishers) {
        boolean named = inputs.stream().allMatch(ProofInputs::isNamed);
        if (!named && inputs.size() != 1) {
            throw new IllegalArgumentException("give one --input FILE, or --input NAME=FILE for each publisher");
        }
        if (named && !publishers.isEmpty()) {
            throw new IllegalArgumentException(
                    "--publisher goes with one --input FILE; NAME=FILE names the publisher already");
        }
        List<PublisherInput> result = new ArrayList<>();
        if (named) {
            for (String input : inputs) {
                int equals = input.indexOf('=');
                result.add(new PublisherInput(
                        new Label(input.substring(0, equals)), readable(input.substring(equals + 1))));
            }
        } else {
            Path file = readable(inputs.getFirst());
            for (String publisher : publishers.isEmpty() ? USUAL_PUBLISHERS : publishers) {
                result.add(new PublisherInput(new Label(publisher), file));
            }
        }
        Set<Label> seen = new HashSet<>();
        for (PublisherInput each : result) {
            if (!seen.add(each.publisher())) {
                throw new IllegalArgumentException("publisher \"" + each.publisher() + "\" is given twice");
            }
        }
        return result;
    }

    static Path readable(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            String problem = Files.notExists(file) ? "no such file" : "not a readable file";
            throw new IllegalArgumentException("cannot read \"" + text + "\": " + problem);
        }
        return file;
    }

    /** A recording that really is one: what goes to other machines is looked at here first. */
    static Path transportStream(String text) throws IOException {
        Path file = readable(text);
        if (!isTransportStream(file)) {
            throw new IllegalArgumentException(
                    "\"" + file + "\" is no MPEG transport stream: no packet in its first " + HEAD_BYTES + " bytes");
        }
        return file;
    }

    static boolean isTransportStream(Path file) throws IOException {
        boolean[] found = new boolean[1];
        PacketReader reader = new PacketReader(new PacketSink() {
            @Override
            public void packet(TsPacket packet) {
                found[0] = true;
            }

            @Override
            public void skipped(long bytes) {}
        });
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            reader.feed(head, 0, head.length);
        }
        reader.finish();
        return found[0];
    }

    private static boolean isNamed(String input) {
        return input.indexOf('=') > 0 && Files.notExists(Path.of(input));
    }
}
