package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One window as two publishers have it. */
record WindowPair(ProofReport publisher, ProofWindow window, ProofReport from, ProofWindow expected) {
    /** Media of unequal sources cannot be equal: then the source alone is named. */
    void compare(ProofDifferences differences) {
        if (!window.sourceHash().equals(expected.sourceHash())) {
            differences.add(difference(ProofReason.SOURCE_MISMATCH, unequal(window.sourceHash(), expected.sourceHash()))
                    .in(window));
            return;
        }
        List<Rendition> renditions = renditions(window);
        if (!renditions.equals(renditions(expected))) {
            differences.add(difference(ProofReason.OTHER_RENDITIONS, renditions + ", " + renditions(expected))
                    .in(window));
        }
        for (ProofTrack track : window.tracks()) {
            expected.track(track.rendition()).ifPresent(other -> compare(track, other, differences));
        }
    }

    private void compare(ProofTrack track, ProofTrack other, ProofDifferences differences) {
        if (!track.initHash().equals(other.initHash())) {
            differences.add(difference(ProofReason.INIT_MISMATCH, unequal(track.initHash(), other.initHash()))
                    .in(window, track.rendition()));
        }
        mediaMismatch(track.fragments(), other.fragments())
                .ifPresent(detail -> differences.add(
                        difference(ProofReason.MEDIA_MISMATCH, detail).in(window, track.rendition())));
    }

    private static Optional<String> mediaMismatch(List<ProofFragment> ours, List<ProofFragment> theirs) {
        if (ours.size() != theirs.size()) {
            return Optional.of(ours.size() + " fragments, " + theirs.size() + " fragments");
        }
        return IntStream.range(0, ours.size())
                .filter(slot -> !ours.get(slot).equals(theirs.get(slot)))
                .mapToObj(slot -> "fragment " + slot + " "
                        + unequal(ours.get(slot).hash(), theirs.get(slot).hash()) + ", " + timing(ours.get(slot))
                        + " and "
                        + timing(theirs.get(slot)))
                .findFirst();
    }

    private static String timing(ProofFragment fragment) {
        return fragment.size() + " bytes at " + fragment.decodeTime() + "/" + fragment.timescale();
    }

    private ProofDifference difference(ProofReason reason, String detail) {
        return ProofDifference.of(reason, publisher, from, detail);
    }

    private static String unequal(Blake3Hash ours, Blake3Hash theirs) {
        return ours + ", " + theirs;
    }

    private static List<Rendition> renditions(ProofWindow window) {
        return window.tracks().stream().map(ProofTrack::rendition).toList();
    }
}
