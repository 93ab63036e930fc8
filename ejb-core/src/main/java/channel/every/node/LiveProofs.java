package channel.every.node;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.SequenceRange;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.GroupResult;
import channel.every.convergence.ProofSpan;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.identity.Label;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The proofs that look at the last minutes again and again. What they found last is what everybody is shown. */
@ApplicationScoped
public class LiveProofs {
    @Inject
    NodeConfiguration configuration;

    @Inject
    Publishers publishers;

    @Inject
    RemoteProofs remote;

    private final Map<Path, ArchiveIndex> foreign = new LinkedHashMap<>();
    private volatile Map<Label, Finding> findings = Map.of();

    /**
     * What a proof found when it last looked.
     *
     * @param report unproven with the failure as its reason if an archive could not be read
     * @param readable whether every archive could be read
     */
    public record Finding(
            Label proof, Instant at, ConvergenceReport report, List<GroupResult> groups, boolean readable) {
        public Finding {
            groups = List.copyOf(groups);
        }
    }

    /** Looks again, at all of them. */
    synchronized List<Finding> judge() {
        Instant now = publishers.clock().instant();
        Map<Label, Finding> found = new LinkedHashMap<>();
        for (ProofSettings proof : configuration.settings().liveProofs()) {
            found.put(proof.name(), judge(proof, now));
        }
        findings = found;
        return List.copyOf(found.values());
    }

    private Finding judge(ProofSettings settings, Instant now) {
        NodeSettings node = configuration.settings();
        ProofSpan.Live span = new ProofSpan.Live(now, node.proofSpan(), node.proofSettle());
        ConvergenceProof proof = new ConvergenceProof(
                span,
                ConvergenceProof.DEFAULT_SAMPLES,
                List.copyOf(settings.sources().keySet()));
        try {
            for (Map.Entry<Label, Path> source : settings.sources().entrySet()) {
                ArchiveIndex index = index(source.getValue());
                for (Label broadcast : index.broadcasts()) {
                    for (ArchiveRecord record :
                            index.since(broadcast, ArchiveRecord.PROOF_TRACK, span.readFromUnixMs())) {
                        proof.add(source.getKey(), record);
                    }
                }
            }
        } catch (IOException e) {
            ConvergenceReport unreadable = new ConvergenceReport(
                    false, "unproven", List.of("an archive cannot be read: " + e.getMessage()), List.of(), List.of());
            return new Finding(settings.name(), now, unreadable, List.of(), false);
        }
        return new Finding(settings.name(), now, proof.report(), proof.sequences(), true);
    }

    /** Judges windows of any age, of what the proof's sources hold today; nothing if there is no proof of this name. */
    public synchronized List<GroupResult> sequences(Label name, Label broadcast, SequenceRange range)
            throws IOException {
        Optional<ProofSettings> settings = configuration.settings().liveProofs().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (settings.isEmpty()) {
            return List.of();
        }
        Map<Label, Path> sources = settings.get().sources();
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 0, List.copyOf(sources.keySet()));
        for (Map.Entry<Label, Path> source : sources.entrySet()) {
            index(source.getValue())
                    .read(broadcast, ArchiveRecord.PROOF_TRACK, range, record -> proof.add(source.getKey(), record));
        }
        return proof.sequences();
    }

    /** This node's own indexes hold their newest records in memory; others are read from their files. */
    private ArchiveIndex index(Path root) {
        return configuration.settings().publishers().stream()
                .map(PublisherSettings::name)
                .filter(name -> configuration.settings().manifestRoot(name).equals(root))
                .findFirst()
                .flatMap(publishers::index)
                .orElseGet(() -> foreign.computeIfAbsent(root, JsonLinesIndex::new));
    }

    /** The names of all live proofs. */
    public List<Label> names() {
        return configuration.settings().liveProofs().stream()
                .map(ProofSettings::name)
                .toList();
    }

    /** What a proof found last; empty if there is none of this name, or it has not looked yet. */
    public Optional<Finding> finding(Label proof) {
        return Optional.ofNullable(findings.get(proof));
    }

    /** All live proofs in one: proven only if there is one and each is. */
    public ConvergenceReport together() {
        List<Finding> all = List.copyOf(findings.values());
        List<MeasurementReport> measured = remote.reports();
        if (all.size() == 1 && measured.isEmpty()) {
            return all.getFirst().report();
        }
        List<String> reasons = new ArrayList<>();
        if (all.isEmpty() && measured.isEmpty()) {
            reasons.add(nothingToProve());
        }
        for (Finding finding : all) {
            finding.report().reasons().forEach(reason -> reasons.add(finding.proof() + ": " + reason));
        }
        for (MeasurementReport each : measured) {
            each.reasons().forEach(reason -> reasons.add(each.proof() + ": " + reason));
        }
        List<ConvergenceReport> reports = Stream.concat(
                        all.stream().map(Finding::report), measured.stream().map(MeasurementReport::convergence))
                .filter(Objects::nonNull)
                .toList();
        return new ConvergenceReport(
                reasons.isEmpty(),
                reasons.isEmpty() ? "proven" : "unproven",
                reasons,
                reports.stream().flatMap(each -> each.sources().stream()).toList(),
                reports.stream().flatMap(each -> each.groups().stream()).toList());
    }

    private String nothingToProve() {
        return names().isEmpty()
                ? "no live proof: configure two publishers of one broadcast, or every-channel.proof.<name>.sources"
                : "the live proofs have not looked yet";
    }
}
