package channel.every.web;

import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.mesh.SignedManifest;
import channel.every.node.Manifests;
import channel.every.node.NodeView;
import channel.every.node.StreamStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a publisher signs for: the hashes of a run of its windows, whoever serves the windows themselves. */
@Path("streams/{broadcast}/{source}/manifest")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SignedManifestResource {
    /** A minute at the default cadence, as a playlist has. */
    private static final int DEFAULT_CHUNKS = 60;

    /** Far beyond any clock, and its sequences are numbers yet. */
    private static final long NEWEST_CHUNK = Long.MAX_VALUE / GroupSequence.STRIDE - Manifests.MOST_CHUNKS;

    @Inject
    NodeView node;

    @Inject
    Manifests manifests;

    /** @param start chunk index; without it the manifest ends with the newest window */
    @GET
    public Response manifest(
            @PathParam("broadcast") String broadcast,
            @PathParam("source") String source,
            @QueryParam("start") @Nullable String start,
            @QueryParam("chunks") @Nullable String chunks)
            throws IOException {
        StreamStatus stream = StreamResource.named(node, broadcast);
        Label publisher = new RequestField("source", source).label();
        if (stream.publishers().stream().noneMatch(each -> each.name().equals(publisher))) {
            throw new ProblemException(Problem.notFound(
                    "source", source, "/v1/streams/" + stream.broadcast() + " lists the publishers of this broadcast"));
        }
        int most = (int) new RequestField("chunks", chunks).number(1, Manifests.MOST_CHUNKS, DEFAULT_CHUNKS);
        Optional<SignedManifest> found = start == null
                ? manifests.newest(stream.broadcast(), publisher, most)
                : manifests.from(
                        stream.broadcast(), publisher, new RequestField("start", start).number(0, NEWEST_CHUNK), most);
        SignedManifest signed = found.orElseThrow(() -> new ProblemException(
                start == null
                        ? Problem.absent(
                                "source",
                                source,
                                "it has archived no whole, synced window lately",
                                "/v1/streams tells the state of its publisher")
                        : Problem.absent(
                                "start",
                                start,
                                "this window is not archived whole and synced",
                                "without start the manifest ends with the newest window")));
        return Response.ok(signed.json())
                .header(HttpHeaders.ETAG, "\"" + signed.id() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
