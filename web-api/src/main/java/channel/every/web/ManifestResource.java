package channel.every.web;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ArchiveRecord;
import channel.every.archive.ManifestDocument;
import channel.every.archive.ManifestKey;
import channel.every.archive.ManifestPage;
import channel.every.archive.StaleKeyException;
import channel.every.identity.Label;
import channel.every.node.NodeView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
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
     * The page as it lies in the index, for who copies it.
     *
     * @param source the publisher; may be left away where the broadcast has only one
     * @param after key from the Link header of the page before, or made from a copy of the index
     * @param since in its place a receive time in Unix milliseconds: the page begins with the first record from then on
     */
    @GET
    @Produces(JSON_LINES)
    public Response lines(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("after") @Nullable String after,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit,
            @Context UriInfo uri) {
        Asked asked = asked(broadcast, track);
        ManifestPage page = page(asked, source, after, since, limit);
        return answer(page, page.lines(), uri);
    }

    /** The same page as one document, for who asks for JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    public Response document(
            @QueryParam("broadcast") @Nullable String broadcast,
            @QueryParam("track") @Nullable String track,
            @QueryParam("source") @Nullable String source,
            @QueryParam("after") @Nullable String after,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit,
            @Context UriInfo uri) {
        Asked asked = asked(broadcast, track);
        ManifestPage page = page(asked, source, after, since, limit);
        return answer(page, ManifestDocument.of(asked.broadcast(), asked.track(), page), uri);
    }

    private record Asked(Label broadcast, Label track) {}

    private static Asked asked(@Nullable String broadcast, @Nullable String track) {
        return new Asked(
                new RequestField("broadcast", broadcast).label(),
                new RequestField("track", track).label(ArchiveRecord.PROOF_TRACK));
    }

    private ManifestPage page(
            Asked asked,
            @Nullable String source,
            @Nullable String after,
            @Nullable String since,
            @Nullable String limit) {
        ArchiveIndex index = PublisherIndex.of(node, asked.broadcast(), source);
        try {
            return index.page(
                    asked.broadcast(),
                    asked.track(),
                    since == null ? key(after) : key(index, asked, since, after),
                    (int) new RequestField("limit", limit).number(1, LARGEST_LIMIT, DEFAULT_LIMIT),
                    LARGEST_BYTES);
        } catch (StaleKeyException e) {
            throw new ProblemException(Problem.conflict(
                    "after", String.valueOf(after), String.valueOf(e.getMessage()), "leave it away to begin"));
        } catch (IOException e) {
            throw PublisherIndex.damaged(asked.broadcast(), asked.track(), e);
        }
    }

    private static ManifestKey key(ArchiveIndex index, Asked asked, String since, @Nullable String after)
            throws IOException {
        RequestField field = new RequestField("since", since);
        if (after != null) {
            throw field.invalid("given beside after", "leave one of the two away");
        }
        return index.keyBefore(asked.broadcast(), asked.track(), field.number(0, Long.MAX_VALUE));
    }

    private static Response answer(ManifestPage page, Object body, UriInfo uri) {
        Response.ResponseBuilder answer =
                Response.ok(body).header("Cache-Control", "no-store").header("Vary", "Accept");
        if (page.more()) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("since")
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
}
