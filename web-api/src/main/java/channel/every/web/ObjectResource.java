package channel.every.web;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.UnreadableObjectException;
import channel.every.archive.http.ObjectAnswer;
import channel.every.hash.Blake3Hash;
import channel.every.node.NodeView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Archived objects by their hash. What lies under a hash never changes, so it may be kept for ever. */
@Path("objects/{hash}")
@RequestScoped
public class ObjectResource {
    private static final System.Logger LOG = System.getLogger(ObjectResource.class.getName());
    private static final int NOT_MODIFIED = 304;
    private static final int UNSATISFIABLE = 416;

    @Inject
    NodeView node;

    /** HEAD is answered by the same method; JAX-RS leaves the body away. */
    @GET
    public Response object(
            @PathParam("hash") String hashText,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch)
            throws IOException {
        Blake3Hash hash = new RequestField("hash", hashText).hash();
        byte[] object = read(hash)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "object", hash.toString(), "take a hash from /v1/archive-manifest of this node")));
        ObjectAnswer answer = ObjectAnswer.to(hash, object, range, ifRange, ifNoneMatch);
        if (answer.status() == UNSATISFIABLE) {
            throw new ProblemException(Problem.unsatisfiableRange(String.valueOf(range), object.length));
        }
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        if (answer.status() != NOT_MODIFIED) {
            response.header(HttpHeaders.CONTENT_LENGTH, answer.body().length).entity(answer.body());
        }
        return response.build();
    }

    /** Bytes that are not those of the hash are nobody's business but the scrub's. */
    private Optional<byte[]> read(Blake3Hash hash) throws IOException {
        try {
            return node.objects().get(hash);
        } catch (CorruptObjectException | UnreadableObjectException e) {
            LOG.log(System.Logger.Level.WARNING, "not served: {0}", e.getMessage());
            throw new ProblemException(Problem.damaged(
                    "object " + hash, "ask another node; the job archive-verify puts it aside and repairs it"));
        }
    }
}
