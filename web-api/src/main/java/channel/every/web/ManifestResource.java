package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;
import channel.every.node.NodeView;
import channel.every.node.PublisherStatus;
import channel.every.node.StreamStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The index of a publisher for other nodes to read, page by page. */
@Path("archive-manifest")
@RequestScoped
@Guarded
public class ManifestResource {
    static final String JSON_LINES = "application/jsonl";

    private static final int DEFAULT_LIMIT = 1000;

    /** About 10 MB of lines, in memory while it is sent. */
    private static final int LARGEST_LIMIT = 10_000;

    @Inject
    NodeView node;

    /**
     * @param source the publisher; may be left away where the broadcast has only one
     * @param after key from the Link header of the page before
     */
    @GET
    @Produces(JSON_LINES)
    public Response page(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit,
            @Context UriInfo uri)
            throws IOException {
        Label channel = new RequestField("broadcast", broadcast).label();
        ManifestPage page = new ManifestPage(new RequestField("after", after).number(0, Long.MAX_VALUE, 0), (int)
                new RequestField("limit", limit).number(1, LARGEST_LIMIT, DEFAULT_LIMIT));
        index(channel, source).read(channel, new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK), page);
        Response.ResponseBuilder answer = Response.ok(page.lines()).header("Cache-Control", "no-store");
        String next = page.next();
        if (next != null) {
            answer.link(
                    uri.getRequestUriBuilder().replaceQueryParam("after", next).build(), "next");
        }
        return answer.build();
    }

    private ArchiveIndex index(Label broadcast, @Nullable String source) {
        Label publisher = source == null ? onlyPublisher(broadcast) : new RequestField("source", source).label();
        return node.index(publisher)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "source", publisher.value(), "/v1/streams lists the publishers of this node")));
    }

    private Label onlyPublisher(Label broadcast) {
        StreamStatus stream = StreamResource.named(node, broadcast.value());
        List<Label> names =
                stream.publishers().stream().map(PublisherStatus::name).toList();
        if (names.size() != 1) {
            throw new ProblemException(Problem.missing(
                    "source",
                    "name the publisher whose index you want: "
                            + names.stream().map(Label::value).collect(Collectors.joining(", "))));
        }
        return names.getFirst();
    }
}
