package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One window as two publishers have it. */
record WindowPair(ReportedWindows publisher, ProofWindow window, ReportedWindows from, ProofWindow expected) {
    /** Media of unequal sources cannot be equal: then the source alone is named. */
    void compare(ProofDifferences differences) {
        if (!window.sourceHash().equals(expected.sourceHash())) {
            differences.add(difference(
                    ProofReason.SOURCE_MISMATCH,
                    Diagnosis.unequalSource(publisher, window, from, expected),
                    null,
                    unequal(window.sourceHash(), expected.sourceHash())));
            return;
        }
        List<Rendition> renditions = renditions(window);
        if (!renditions.equals(renditions(expected))) {
            differences.add(difference(
                    ProofReason.OTHER_RENDITIONS, output(null), null, renditions + ", " + renditions(expected)));
        }
        for (ProofTrack track : window.tracks()) {
            expected.track(track.rendition()).ifPresent(other -> compare(differences, track, other));
        }
    }

    private void compare(ProofDifferences differences, ProofTrack track, ProofTrack other) {
        if (!track.initHash().equals(other.initHash())) {
            differences.add(difference(
                    ProofReason.INIT_MISMATCH,
                    output(null),
                    track.rendition(),
                    unequal(track.initHash(), other.initHash())));
        }
        mediaMismatch(track.fragments(), other.fragments())
                .ifPresent(detail -> differences.add(difference(
                        ProofReason.MEDIA_MISMATCH, output(otherMoment(track, other)), track.rendition(), detail)));
    }

    private Diagnosis output(@Nullable String otherMoment) {
        return Diagnosis.unequalOutput(publisher.report(), from.report(), otherMoment);
    }

    /** What says that the fragments do not lie on the same moments, null if nothing does. */
    private static @Nullable String otherMoment(ProofTrack track, ProofTrack other) {
        List<Long> ours = moments(track);
        List<Long> theirs = moments(other);
        return ours.equals(theirs) ? null : "equal input, decode times " + ours + " against " + theirs;
    }

    private static List<Long> moments(ProofTrack track) {
        return track.fragments().stream().map(ProofFragment::decodeTime).toList();
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

    private ProofDifference difference(
            ProofReason reason, Diagnosis diagnosis, @Nullable Rendition rendition, String detail) {
        return ProofDifference.of(
                reason, diagnosis, publisher.report(), window, from.report(), expected, rendition, detail);
    }

    private static String unequal(Blake3Hash ours, Blake3Hash theirs) {
        return ours + ", " + theirs;
    }

    private static List<Rendition> renditions(ProofWindow window) {
        return window.tracks().stream().map(ProofTrack::rendition).toList();
    }
}
