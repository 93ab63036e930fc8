package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestDocument;
import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.RecordWriter;
import channel.every.identity.Label;
import channel.every.node.NodeView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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
    public Response lines(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit) {
        return answer(newest(broadcast, track, source, since, limit));
    }

    /** The same as one document, for who asks for JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    public Response document(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit) {
        byte[] lines = newest(broadcast, track, source, since, limit);
        return answer(ManifestDocument.of(
                new RequestField("broadcast", broadcast).label(),
                new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK),
                new ManifestPage(lines, ManifestKey.START, false)));
    }

    private byte[] newest(
            @Nullable String broadcast,
            @Nullable String track,
            @Nullable String source,
            @Nullable String since,
            @Nullable String limit) {
        Label channel = new RequestField("broadcast", broadcast).label();
        Label named = new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK);
        int most = (int) new RequestField("limit", limit).number(1, LARGEST_LIMIT, DEFAULT_LIMIT);
        long from = new RequestField("since", since).number(0, Long.MAX_VALUE);
        ArchiveIndex index = PublisherIndex.of(node, channel, source);
        List<ArchiveRecord> records;
        try {
            records = index.since(channel, named, from);
        } catch (IOException e) {
            throw PublisherIndex.damaged(channel, named, e);
        }
        return RecordWriter.lines(records.subList(Math.max(0, records.size() - most), records.size()));
    }

    private static Response answer(Object body) {
        return Response.ok(body)
                .header("Cache-Control", "no-store")
                .header("Vary", "Accept")
                .build();
    }
}
