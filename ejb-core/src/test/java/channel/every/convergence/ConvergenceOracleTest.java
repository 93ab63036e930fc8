package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random archives, and the counts of a strict proof over them as set arithmetic that shares nothing with the judge. */
class ConvergenceOracleTest {
    private static final int ARCHIVES = 300;
    private static final List<String> NODES = List.of("a", "b", "c");

    @Test
    void counts_are_those_of_set_arithmetic() {
        long seed = Long.getLong("convergence.seed", new Random().nextLong());
        System.out.println("-Dconvergence.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < ARCHIVES; i++) {
            List<ArchiveRecord> records = records(random);
            ConvergenceProof proof = new ConvergenceProof(
                    new ProofSpan.Strict(), 16, NODES.stream().map(Label::new).toList());
            records.forEach(each -> proof.add(new Label("a"), each));
            GroupReport found = ConvergenceProofTest.only(proof.report());
            Set<Long> sequences =
                    records.stream().map(each -> each.groupSequence().value()).collect(Collectors.toSet());
            assertThat(found.observedSequences()).isEqualTo(sequences.size());
            assertThat(found.missingSourceIdentity())
                    .isEqualTo(records.stream()
                            .filter(each -> each.sourceNode() == null)
                            .count());
            Set<String> nodes = records.stream()
                    .map(ArchiveRecord::sourceNode)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            long duplicate = 0;
            long divergent = 0;
            long selfDivergent = 0;
            long missing = 0;
            for (long sequence : sequences) {
                List<ArchiveRecord> here = records.stream()
                        .filter(each -> each.groupSequence().value() == sequence)
                        .toList();
                Set<Blake3Hash> hashes = here.stream()
                        .map(ArchiveRecord::hash)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
                Set<String> holders = parties(
                        here.stream().filter(each -> each.hash() != null).toList());
                boolean self = holders.stream()
                        .anyMatch(party -> here.stream()
                                        .filter(each -> party.equals(party(each)) && each.hash() != null)
                                        .map(ArchiveRecord::hash)
                                        .distinct()
                                        .count()
                                > 1);
                Set<String> agreeing = here.stream()
                        .filter(each -> each.hash() != null)
                        .map(ArchiveRecord::sourceNode)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
                divergent += hashes.size() > 1 && holders.size() > 1 ? 1 : 0;
                selfDivergent += self ? 1 : 0;
                duplicate += hashes.size() == 1 && agreeing.size() > 1 ? 1 : 0;
                Set<String> announced = parties(
                        here.stream().filter(each -> each.hash() == null).toList());
                long lacking = announced.size()
                        + nodes.stream()
                                .filter(node -> !agreeing.contains(node) && !announced.contains(node))
                                .count();
                boolean lonely = lacking == 0
                        && agreeing.size() < 2
                        && hashes.size() < 2
                        && here.stream().allMatch(each -> each.sourceNode() != null);
                missing += lonely ? 1 : lacking;
            }
            assertThat(found.divergentSequences())
                    .as("divergent, archive %s", i)
                    .isEqualTo(divergent);
            assertThat(found.sourceLocalDivergentSequences())
                    .as("self-divergent, archive %s", i)
                    .isEqualTo(selfDivergent);
            assertThat(found.duplicateSequences())
                    .as("duplicate, archive %s", i)
                    .isEqualTo(duplicate);
            assertThat(found.missingHashes()).as("missing, archive %s", i).isEqualTo(missing);
            assertThat(found.causes().reception()
                            + found.causes().phase()
                            + found.causes().encoder()
                            + found.causes().unknown())
                    .as("causes, archive %s", i)
                    .isEqualTo(proof.sequences().getFirst().sequences().stream()
                            .filter(each -> each.verdict().divergenceCause().isPresent())
                            .count());
        }
    }

    private static List<ArchiveRecord> records(Random random) {
        List<ArchiveRecord> records = new ArrayList<>();
        records.add(Copy.of("a", 0).record());
        for (int chunk = 0; chunk < 30; chunk++) {
            for (String node : NODES) {
                int copies = random.nextInt(10) == 0 ? random.nextInt(3) : 1;
                for (int i = 0; i < copies; i++) {
                    Copy copy = Copy.of(node, chunk);
                    switch (random.nextInt(20)) {
                        case 0 -> copy.bytes("x" + random.nextInt(2));
                        case 1 -> copy.bytes(null);
                        case 2 -> copy.anonymous();
                        default -> {
                            // As it should be.
                        }
                    }
                    assertThat(copy.kind).isEqualTo(ObjectKind.MEDIA);
                    records.add(copy.record());
                }
            }
        }
        Collections.shuffle(records, random);
        return records;
    }

    private static Set<String> parties(List<ArchiveRecord> records) {
        return records.stream().map(ConvergenceOracleTest::party).collect(Collectors.toSet());
    }

    private static String party(ArchiveRecord record) {
        return record.sourceNode() == null ? "nobody" : record.sourceNode();
    }
}
