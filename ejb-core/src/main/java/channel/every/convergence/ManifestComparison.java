package channel.every.convergence;

import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.file.OutlinedTrack;
import channel.every.archive.file.TrackOutliner;
import channel.every.identity.Label;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A proof over manifest roots.
 *
 * @param broadcast the only one to compare; empty compares all that any root has
 * @param keepOutlines whether to leave sidecars in the roots, for which the next comparison is as quick as they have grown little
 */
public record ManifestComparison(
        List<ManifestRoot> roots,
        ProofSpan span,
        Optional<Label> broadcast,
        Label track,
        int maxSamples,
        boolean keepOutlines) {
    public ManifestComparison {
        roots = List.copyOf(roots);
    }

    private record Reading(Label source, CompletableFuture<Optional<OutlinedTrack>> track) {}

    /**
     * Compares all roots.
     *
     * @param executor for the threads that read; {@code Runnable::run} reads on this one
     * @throws IllegalArgumentException if a root is not a directory that can be read
     * @throws IOException if an index cannot be read
     */
    public ConvergenceReport report(Executor executor) throws IOException {
        TrackOutliner outliner = keepOutlines ? TrackOutliner.keeping(executor) : TrackOutliner.reading(executor);
        List<Reading> readings = new ArrayList<>();
        List<OutlinedTrack> tracks = new ArrayList<>();
        try {
            for (ManifestRoot root : roots) {
                JsonLinesIndex index = root.open();
                for (Label each : broadcast.map(List::of).orElse(index.broadcasts())) {
                    readings.add(new Reading(root.name(), index.outline(each, track, outliner)));
                }
            }
            OutlineProof proof = new OutlineProof(
                    span, maxSamples, roots.stream().map(ManifestRoot::name).toList(), executor);
            for (Reading reading : readings) {
                Optional<OutlinedTrack> outlined = Joining.of(reading.track());
                if (outlined.isPresent()) {
                    tracks.add(outlined.get());
                    proof.add(reading.source(), outlined.get());
                }
            }
            return proof.report();
        } finally {
            for (OutlinedTrack each : tracks) {
                each.close();
            }
        }
    }
}
