package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.RecordWriter;
import channel.every.identity.Label;
import channel.every.node.NodeView;
import channel.every.node.PublisherStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a publisher's index: what a measurement samples. */
@Path("archive-manifest/newest")
@RequestScoped
@Guarded
public class NewestManifestResource {
    private static final int DEFAULT_LIMIT = 1000;

    /** About 10 MB of lines, in memory while it is sent. */
    private static final int LARGEST_LIMIT = 10_000;

    @Inject
    NodeView node;

    /**
     * @param source the publisher; may be left away where the broadcast has only one
     * @param since receive time in Unix milliseconds; of the records since then the newest are given
     */
    @GET
    @Produces(ManifestResource.JSON_LINES)
    public Response newest(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit)
            throws IOException {
        Label channel = new RequestField("broadcast", broadcast).label();
        int most = (int) new RequestField("limit", limit).number(1, LARGEST_LIMIT, DEFAULT_LIMIT);
        List<ArchiveRecord> records = index(channel, source)
                .since(
                        channel,
                        new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK),
                        new RequestField("since", since).number(0, Long.MAX_VALUE));
        byte[] lines = RecordWriter.lines(records.subList(Math.max(0, records.size() - most), records.size()));
        return Response.ok(lines).header("Cache-Control", "no-store").build();
    }

    private ArchiveIndex index(Label broadcast, @Nullable String source) {
        Label publisher = source == null ? onlyPublisher(broadcast) : new RequestField("source", source).label();
        return node.index(publisher)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "source", publisher.value(), "/v1/streams lists the publishers of this node")));
    }

    private Label onlyPublisher(Label broadcast) {
        List<Label> names = StreamResource.named(node, broadcast.value()).publishers().stream()
                .map(PublisherStatus::name)
                .toList();
        if (names.size() != 1) {
            throw new ProblemException(Problem.missing("source", "name the publisher whose index you want: " + names));
        }
        return names.getFirst();
    }
}
