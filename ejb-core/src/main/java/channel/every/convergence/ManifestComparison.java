package channel.every.convergence;

import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proof over manifest roots.
 *
 * @param broadcast the only one to compare; empty compares all that any root has
 */
public record ManifestComparison(
        List<ManifestRoot> roots, ProofSpan span, Optional<Label> broadcast, Label track, int maxSamples) {
    public ManifestComparison {
        roots = List.copyOf(roots);
    }

    /**
     * Reads all roots.
     *
     * @throws IllegalArgumentException if a root is not a directory that can be read
     */
    public ConvergenceProof read() throws IOException {
        Map<Label, JsonLinesIndex> indexes = new LinkedHashMap<>();
        for (ManifestRoot root : roots) {
            indexes.put(root.name(), root.open());
        }
        ConvergenceProof proof = new ConvergenceProof(
                span, maxSamples, roots.stream().map(ManifestRoot::name).toList());
        for (Map.Entry<Label, JsonLinesIndex> source : indexes.entrySet()) {
            try (JsonLinesIndex index = source.getValue()) {
                for (Label each : broadcast.map(List::of).orElse(index.broadcasts())) {
                    proof.read(source.getKey(), index, each, track);
                }
            }
        }
        return proof;
    }
}
