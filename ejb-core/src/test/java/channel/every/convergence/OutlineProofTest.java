package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing outlines is a shortcut: it has to find, to the last sample, what looking at every record finds. */
class OutlineProofTest {
    private static final int ARCHIVES = 60;
    private static final List<Label> SOURCES = List.of(new Label("x"), new Label("y"), new Label("z"));

    @TempDir
    Path directory;

    @Test
    void outlines_find_what_all_records_find() throws Exception {
        long seed = Long.getLong("convergence.seed", new Random().nextLong());
        System.out.println("-Dconvergence.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < ARCHIVES; i++) {
            Path base = directory.resolve("archive-" + i);
            List<Label> sources = SOURCES.subList(0, 1 + random.nextInt(3));
            for (ProofSpan span : List.of(new ProofSpan.Strict(), new ProofSpan.Overlap())) {
                ConvergenceProof all = new ConvergenceProof(span, 5, sources);
                List<ManifestRoot> roots = new ArrayList<>();
                for (Label source : sources) {
                    Path root = base.resolve(source.value());
                    roots.add(new ManifestRoot(source, root));
                    try (JsonLinesIndex index = new JsonLinesIndex(root)) {
                        // The second round finds sidecars, and lines appended since.
                        index.append(records(source, random));
                        for (Label broadcast : index.broadcasts()) {
                            all.read(source, index, broadcast, ArchiveRecord.PROOF_TRACK);
                        }
                    }
                }
                ConvergenceReport outlined = new ManifestComparison(
                                roots, span, Optional.empty(), ArchiveRecord.PROOF_TRACK, 5, true)
                        .report(Runnable::run);
                assertThat(lines(outlined)).as("archive %s, %s", i, span).isEqualTo(lines(all.report()));
            }
        }
    }

    private static List<String> lines(ConvergenceReport report) {
        return Json.pretty(report).lines().toList();
    }

    /** Mostly as it should be, so that whole blocks are, and in stretches with everything that can be wrong. */
    private static List<ArchiveRecord> records(Label source, Random random) {
        List<ArchiveRecord> records = new ArrayList<>();
        String node = random.nextInt(8) == 0 ? "shared" : "node-" + source;
        int first = random.nextInt(3) * 40;
        int last = 400 - random.nextInt(3) * 40;
        boolean inits = random.nextInt(4) > 0;
        int trouble = random.nextInt(4) == 0 ? 0 : random.nextInt(400);
        int gap = random.nextInt(400);
        for (int chunk = first; chunk < last; chunk++) {
            if (chunk >= gap && chunk < gap + 70) {
                continue;
            }
            for (String rendition : List.of("720p", "audio")) {
                boolean bad = chunk >= trouble && chunk < trouble + 9;
                if (inits) {
                    records.add(changed(Copy.init(node, chunk).rendition(rendition), bad, random));
                }
                int copies = bad && random.nextInt(4) == 0 ? random.nextInt(3) : 1;
                for (int i = 0; i < copies; i++) {
                    records.add(changed(Copy.of(node, chunk).rendition(rendition), bad, random));
                }
            }
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(records, random);
        }
        return records;
    }

    private static ArchiveRecord changed(Copy copy, boolean bad, Random random) {
        if (!bad) {
            return copy.record();
        }
        return switch (random.nextInt(12)) {
            case 0 -> copy.bytes("x" + random.nextInt(2)).record();
            case 1 -> copy.bytes(null).record();
            case 2 -> copy.anonymous().record();
            case 3 -> copy.media(null).record();
            case 4 -> copy.media(new MediaTiming(copy.chunk, 1, 90_000, 1)).record();
            case 5 -> copy.bytes("y").input("other").damaged().record();
            case 6 -> copy.bytes("z").profile("other").record();
            case 7 -> copy.unsynced().slot(1).record();
            case 8 -> copy.stream("ec/other").record();
            default -> copy.record();
        };
    }
}
