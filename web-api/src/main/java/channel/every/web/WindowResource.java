package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.SequenceRange;
import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.GroupResult;
import channel.every.convergence.ProofSpan;
import channel.every.convergence.SequenceResult;
import channel.every.convergence.SourceReport;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.node.LiveProofs;
import channel.every.node.NodeView;
import channel.every.node.PublisherStatus;
import channel.every.node.StreamStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The windows of the last minutes one by one, as the stream's live proof judged them last; a single one from any time. */
@Path("streams/{broadcast}/windows")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WindowResource {
    /** What a wide page shows. */
    private static final int DEFAULT_SPAN_SECONDS = 120;

    /** What live proofs look at unless configured otherwise. */
    private static final int LONGEST_SPAN_SECONDS = 600;

    @Inject
    NodeView node;

    @Inject
    LiveProofs proofs;

    /** @param sources in the order of their lanes */
    private record Judged(List<Label> sources, Map<Rendition, NavigableMap<Long, SequenceResult>> windows) {}

    @GET
    public Object windows(@PathParam("broadcast") String broadcast, @QueryParam("span") @Nullable String spanSeconds)
            throws IOException {
        StreamStatus stream = StreamResource.named(node, broadcast);
        long span = new RequestField("span", spanSeconds).number(1, LONGEST_SPAN_SECONDS, DEFAULT_SPAN_SECONDS);
        Judged judged = judged(stream);
        return WindowStrip.of(
                stream.broadcast(),
                judged.sources(),
                judged.windows(),
                stream.cadenceMillis(),
                (int) (span * 1000 / stream.cadenceMillis()),
                node.clock().millis());
    }

    @GET
    @Path("{index}")
    public Object window(@PathParam("broadcast") String broadcast, @PathParam("index") String index)
            throws IOException {
        StreamStatus stream = StreamResource.named(node, broadcast);
        long chunkIndex = new RequestField("index", index)
                .number(0, Long.MAX_VALUE / Math.max(stream.cadenceMillis(), GroupSequence.STRIDE) - 1);
        Judged judged = judged(stream);
        if (judged.windows().values().stream().noneMatch(each -> each.containsKey(chunkIndex))) {
            judged = archived(stream, judged.sources(), chunkIndex);
        }
        return WindowDetail.of(
                stream.broadcast(), judged.sources(), judged.windows(), stream.cadenceMillis(), chunkIndex);
    }

    private Judged judged(StreamStatus stream) throws IOException {
        Optional<LiveProofs.Finding> finding =
                Optional.ofNullable(stream.proof()).flatMap(proofs::finding);
        List<Label> sources = finding.map(each ->
                        each.report().sources().stream().map(SourceReport::name).toList())
                .orElseGet(() ->
                        stream.publishers().stream().map(PublisherStatus::name).toList());
        List<GroupResult> groups = finding.isPresent() ? finding.get().groups() : unproven(stream, sources);
        return new Judged(sources, JudgedWindows.of(stream.broadcast(), stream.renditions(), groups));
    }

    /** A window that the live proof does not look at, or no more. */
    private Judged archived(StreamStatus stream, List<Label> sources, long chunkIndex) throws IOException {
        SequenceRange range = SequenceRange.ofChunks(chunkIndex, 1);
        Label proof = stream.proof();
        List<GroupResult> groups;
        if (proof != null) {
            groups = proofs.sequences(proof, stream.broadcast(), range);
        } else {
            ConvergenceProof alone = new ConvergenceProof(new ProofSpan.Strict(), 0, sources);
            for (Label source : sources) {
                Optional<ArchiveIndex> index = node.index(source);
                if (index.isPresent()) {
                    index.get()
                            .read(
                                    stream.broadcast(),
                                    ArchiveRecord.PROOF_TRACK,
                                    range,
                                    each -> alone.add(source, each));
                }
            }
            groups = alone.sequences();
        }
        return new Judged(sources, JudgedWindows.of(stream.broadcast(), stream.renditions(), groups));
    }

    /** The windows of a stream that no live proof looks at: there is nothing to compare them with, and that is shown. */
    private List<GroupResult> unproven(StreamStatus stream, List<Label> sources) throws IOException {
        Instant now = node.clock().instant();
        ConvergenceProof proof = new ConvergenceProof(ProofSpan.Live.at(now), 0, sources);
        for (Label source : sources) {
            for (ArchiveRecord record :
                    node.recent(stream.broadcast(), source, now.minusSeconds(LONGEST_SPAN_SECONDS))) {
                proof.add(source, record);
            }
        }
        return proof.sequences();
    }
}
