package channel.every.convergence;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.MediaTiming;
import channel.every.archive.ObjectKind;
import channel.every.hash.Blake3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The copies of one kind that the sources hold for one sequence. */
final class KindCopies {
    private final List<Sighting> copies = new ArrayList<>(2);
    private final Map<String, Set<Blake3Hash>> hashesByParty = new HashMap<>(4);
    private final Set<Blake3Hash> hashes = new HashSet<>(2);
    private final TreeSet<String> nodes = new TreeSet<>();
    private final TreeSet<String> withoutHash = new TreeSet<>();
    private @Nullable MediaTiming timing;
    private boolean timingConflict;

    static KindCopies of(ObjectKind kind, List<Sighting> sightings) {
        KindCopies copies = new KindCopies();
        for (Sighting each : sightings) {
            if (each.record().kind() == kind) {
                copies.add(each);
            }
        }
        return copies;
    }

    private void add(Sighting copy) {
        ArchiveRecord record = copy.record();
        copies.add(copy);
        if (record.hash() == null) {
            withoutHash.add(copy.party());
        } else {
            hashes.add(record.hash());
            hashesByParty
                    .computeIfAbsent(copy.party(), party -> new HashSet<>(2))
                    .add(record.hash());
            if (copy.identified()) {
                nodes.add(copy.party());
            }
        }
        MediaTiming other = record.media();
        if (timing == null) {
            timing = other;
        } else if (other != null && !sameMoment(timing, other)) {
            timingConflict = true;
        }
    }

    boolean isEmpty() {
        return copies.isEmpty();
    }

    /** Nodes that hold an object. */
    TreeSet<String> nodes() {
        return nodes;
    }

    TreeSet<String> withoutHash() {
        return withoutHash;
    }

    boolean timingConflict() {
        return timingConflict;
    }

    boolean divergent() {
        return hashes.size() > 1 && hashesByParty.size() > 1;
    }

    Optional<String> selfDivergent() {
        return hashesByParty.entrySet().stream()
                .filter(each -> each.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** The most alarming cause between any two copies that differ. */
    DivergenceCause cause() {
        DivergenceCause worst = DivergenceCause.UNKNOWN;
        for (int i = 0; i < copies.size(); i++) {
            for (int j = i + 1; j < copies.size(); j++) {
                DivergenceCause found =
                        cause(copies.get(i).record(), copies.get(j).record());
                worst = found.compareTo(worst) > 0 ? found : worst;
            }
        }
        return worst;
    }

    private static DivergenceCause cause(ArchiveRecord one, ArchiveRecord other) {
        if (one.hash() == null || other.hash() == null || one.hash().equals(other.hash())) {
            return DivergenceCause.UNKNOWN;
        }
        boolean inputKnown = one.sourceHash() != null && other.sourceHash() != null;
        boolean inputEqual = Objects.equals(one.sourceHash(), other.sourceHash());
        if (inputKnown && !inputEqual && (damaged(one) || damaged(other))) {
            return DivergenceCause.RECEPTION;
        }
        if (one.media() != null && other.media() != null && !sameMoment(one.media(), other.media())) {
            return DivergenceCause.PHASE;
        }
        if (!inputKnown) {
            return DivergenceCause.UNKNOWN;
        }
        if (!inputEqual) {
            return DivergenceCause.SOURCE;
        }
        if (one.profile() == null || other.profile() == null) {
            return DivergenceCause.UNKNOWN;
        }
        return one.profile().equals(other.profile()) ? DivergenceCause.ENCODER_BYTES : DivergenceCause.ENCODER_BUILD;
    }

    private static boolean damaged(ArchiveRecord record) {
        return record.quality() != null && !record.quality().whole();
    }

    /** The length of the last fragment may tell the bytes apart, but not the moment. */
    private static boolean sameMoment(MediaTiming one, MediaTiming other) {
        return one.sequence() == other.sequence()
                && one.decodeTime() == other.decodeTime()
                && one.timescale() == other.timescale();
    }
}
