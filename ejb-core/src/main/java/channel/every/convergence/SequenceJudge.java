package channel.every.convergence;

import channel.every.archive.ObjectKind;
import channel.every.convergence.SequenceVerdict.Divergent;
import channel.every.convergence.SequenceVerdict.Duplicate;
import channel.every.convergence.SequenceVerdict.MediaSequenceConflict;
import channel.every.convergence.SequenceVerdict.Missing;
import channel.every.convergence.SequenceVerdict.MissingHash;
import channel.every.convergence.SequenceVerdict.SelfDivergent;
import channel.every.convergence.SequenceVerdict.Unidentified;
import channel.every.identity.GroupSequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Judges one sequence at a time. Media decides; an init segment must be equal too wherever two sources write them, which
 * older publishers do not.
 */
final class SequenceJudge {
    private final Set<String> initWriters;

    /** @param initWriters nodes that archive init segments at all */
    SequenceJudge(Set<String> initWriters) {
        this.initWriters = initWriters;
    }

    /** @param expected nodes that should hold the sequence */
    SequenceFindings judge(GroupSequence sequence, List<Sighting> sightings, Set<String> expected) {
        KindCopies media = KindCopies.of(ObjectKind.MEDIA, sightings);
        KindCopies init = KindCopies.of(ObjectKind.INIT, sightings);
        TreeSet<String> missing = new TreeSet<>(expected);
        missing.removeAll(media.nodes());
        TreeSet<String> agreeing = new TreeSet<>(media.nodes());
        if (!init.isEmpty()) {
            TreeSet<String> writers = new TreeSet<>(initWriters);
            writers.retainAll(expected);
            if (writers.size() > 1) {
                agreeing.retainAll(init.nodes());
            }
            writers.removeAll(init.nodes());
            missing.addAll(writers);
        }
        TreeSet<String> withoutHash = new TreeSet<>(media.withoutHash());
        withoutHash.addAll(init.withoutHash());
        missing.removeAll(withoutHash);
        boolean divergent = media.divergent() || init.divergent();
        Optional<String> selfDivergent = media.selfDivergent().or(init::selfDivergent);
        boolean timingConflict = media.timingConflict() || init.timingConflict();
        boolean bytesDiffer = divergent || selfDivergent.isPresent();
        int unidentified = count(sightings, each -> !each.identified());
        SequenceVerdict verdict;
        if (selfDivergent.isPresent()) {
            verdict = new SelfDivergent(selfDivergent.get(), cause(media, init));
        } else if (divergent) {
            verdict = new Divergent(cause(media, init));
        } else if (timingConflict) {
            verdict = new MediaSequenceConflict();
        } else if (unidentified > 0) {
            verdict = new Unidentified();
        } else if (!withoutHash.isEmpty()) {
            verdict = new MissingHash(withoutHash);
        } else if (!missing.isEmpty() || agreeing.size() < 2) {
            verdict = new Missing(missing);
        } else {
            verdict = new Duplicate();
        }
        return new SequenceFindings(
                new SequenceResult(sequence, verdict, sightings),
                bytesDiffer ? 0 : agreeing.size(),
                divergent,
                selfDivergent.isPresent(),
                timingConflict,
                lacking(verdict, missing.size() + withoutHash.size()),
                unidentified,
                count(
                        sightings,
                        each -> each.record().kind() == ObjectKind.MEDIA
                                && each.record().media() == null));
    }

    /** Where there is no second source that could lack it, it is still one copy short. */
    private static int lacking(SequenceVerdict verdict, int sources) {
        return verdict instanceof Missing ? Math.max(1, sources) : sources;
    }

    private static DivergenceCause cause(KindCopies media, KindCopies init) {
        boolean mediaDiffers = media.divergent() || media.selfDivergent().isPresent();
        return mediaDiffers ? media.cause() : init.cause();
    }

    private static int count(List<Sighting> sightings, Predicate<Sighting> wanted) {
        return (int) sightings.stream().filter(wanted).count();
    }
}
