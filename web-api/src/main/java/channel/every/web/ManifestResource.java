package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.StaleKeyException;
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

    private static final int LARGEST_LIMIT = 10_000;

    /** Of lines in memory while they are sent; ten thousand are about as much. */
    private static final int LARGEST_BYTES = 8 << 20;

    @Inject
    NodeView node;

    /**
     * @param source the publisher; may be left away where the broadcast has only one
     * @param after key from the Link header of the page before, or made from a copy of the index
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
        ManifestPage page;
        try {
            page = index(channel, source)
                    .page(
                            channel,
                            new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK),
                            key(after),
                            (int) new RequestField("limit", limit).number(1, LARGEST_LIMIT, DEFAULT_LIMIT),
                            LARGEST_BYTES);
        } catch (StaleKeyException e) {
            throw new ProblemException(Problem.conflict(
                    "after", String.valueOf(after), String.valueOf(e.getMessage()), "leave it away to begin"));
        }
        Response.ResponseBuilder answer = Response.ok(page.lines()).header("Cache-Control", "no-store");
        if (page.more()) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("after", page.next())
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private static ManifestKey key(@Nullable String after) {
        try {
            return after == null ? ManifestKey.START : ManifestKey.parse(after);
        } catch (IllegalArgumentException e) {
            throw new RequestField("after", after)
                    .invalid("not a key", "leave it away to begin, then follow the links");
        }
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
