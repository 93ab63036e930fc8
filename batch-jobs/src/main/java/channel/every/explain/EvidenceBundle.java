package channel.every.explain;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.ObjectStore;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.GroupReport;
import channel.every.convergence.SampleCopy;
import channel.every.convergence.SequenceSample;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofDifference;
import channel.every.proof.ProofSide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything about the first windows that differ, in one zip that can be given to somebody else: both inputs, both outputs, the report
 * and its explanation.
 */
public final class EvidenceBundle {
    /** What a person looks at; the report has all. */
    public static final int MAX_WINDOWS = 8;

    private final String report;
    private final Explanation explanation;
    private final EvidenceEncoder encoder;
    private final Consumer<String> progress;

    /**
     * @param report as it was read
     * @param encoder makes the outputs anew
     * @param progress hears a line now and then
     */
    public EvidenceBundle(String report, Explanation explanation, EvidenceEncoder encoder, Consumer<String> progress) {
        this.report = report;
        this.explanation = explanation;
        this.encoder = encoder;
        this.progress = progress;
    }

    /** Of proof reports: cuts the windows out of the recordings once more, and encodes them here. */
    public void write(Path file, @Nullable ProofComparison comparison) throws IOException, InterruptedException {
        try (EvidenceZip zip = new EvidenceZip(file)) {
            List<String> notes = new ArrayList<>();
            if (comparison != null) {
                WindowEvidence windows = new WindowEvidence(zip, encoder, progress);
                for (Map.Entry<Long, List<ProofSide>> each : sides(comparison).entrySet()) {
                    notes.add(windows.add(each.getKey(), each.getValue()));
                }
            }
            finish(zip, notes);
        }
    }

    /** Of archives: the objects that differ. Inputs are not archived, their hashes are in the report. */
    public void write(Path file, ConvergenceReport convergence, List<? extends ObjectStore> stores) throws IOException {
        try (EvidenceZip zip = new EvidenceZip(file)) {
            List<String> notes = new ArrayList<>();
            for (GroupReport group : convergence.groups()) {
                group.samples().stream()
                        .limit(MAX_WINDOWS)
                        .forEach(sample -> notes.add(objects(zip, group, sample, stores)));
            }
            finish(zip, notes);
        }
    }

    /** The windows that differ, each with everybody who has a part in it. */
    private static Map<Long, List<ProofSide>> sides(ProofComparison comparison) {
        Map<Long, List<ProofSide>> windows = new LinkedHashMap<>();
        for (ProofDifference difference : comparison.differences()) {
            var index = difference.chunkIndex();
            if (index != null && (windows.size() < MAX_WINDOWS || windows.containsKey(index.value()))) {
                List<ProofSide> sides = windows.computeIfAbsent(index.value(), key -> new ArrayList<>());
                for (ProofSide side : difference.sides()) {
                    if (sides.stream().noneMatch(known -> known.publisher().equals(side.publisher()))) {
                        sides.add(side);
                    }
                }
            }
        }
        return windows;
    }

    private static String objects(
            EvidenceZip zip, GroupReport group, SequenceSample sample, List<? extends ObjectStore> stores) {
        long window = new GroupSequence(sample.groupSequence()).chunkIndex();
        int found = 0;
        int wanted = 0;
        for (SampleCopy copy : sample.sources()) {
            Blake3Hash hash = copy.hash();
            if (hash != null) {
                wanted++;
                Optional<byte[]> object = object(hash, stores);
                found += object.isPresent() ? 1 : 0;
                object.ifPresent(bytes -> zip.add(
                        "windows/" + window + "/" + group.rendition() + "/" + copy.source() + "-" + copy.kind() + "-"
                                + hash.toString().substring(0, 8) + ".mp4",
                        bytes));
            }
        }
        return "window " + window + ", " + group.broadcast() + " " + group.rendition() + ": " + sample.finding() + "; "
                + found + " of " + wanted + " objects were found";
    }

    private static Optional<byte[]> object(Blake3Hash hash, List<? extends ObjectStore> stores) {
        for (ObjectStore store : stores) {
            try {
                Optional<byte[]> bytes = store.get(hash);
                if (bytes.isPresent()) {
                    return bytes;
                }
            } catch (CorruptObjectException e) {
                // The next store may have it whole; none having it is said in the README.
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException("object " + hash, e);
            }
        }
        return Optional.empty();
    }

    private void finish(EvidenceZip zip, List<String> notes) {
        zip.add("report.json", report);
        zip.add("explanation.txt", ExplanationText.of(explanation));
        zip.add("explanation.html", ExplanationPage.of(explanation));
        StringBuilder readme = new StringBuilder("Evidence of every.channel\n\n").append(explanation.headline());
        readme.append("""


                report.json        the report as it was
                explanation.html   what it means and what to do; explanation.txt is the same as text
                windows/INDEX/PUBLISHER/source.ts         the canonical input of the encoder
                windows/INDEX/PUBLISHER/hashes.json       what was found when it was cut and encoded anew
                windows/INDEX/PUBLISHER/NAME-init.mp4     what the encoder made of it, and
                windows/INDEX/PUBLISHER/NAME-0.m4s        its fragments; to look at them:
                    cat 720p-init.mp4 720p-0.m4s > window.mp4; ffplay window.mp4

                Hashes are BLAKE3: b3sum FILE. Equal files of two publishers have equal hashes.

                """);
        notes.forEach(note -> readme.append("- ").append(note).append('\n'));
        if (zip.full()) {
            readme.append("- The bundle is full: further files were left out.\n");
        }
        zip.addAlways("README.txt", readme.toString());
    }
}
