package channel.every.web;

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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Archived objects by their hash. What lies under a hash never changes, so it may be kept for ever. */
@Path("objects/{hash}")
@RequestScoped
public class ObjectResource {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

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
        String tag = "\"" + hash + "\"";
        byte[] object = node.objects()
                .get(hash)
                .orElseThrow(() -> new ProblemException(Problem.notFound(
                        "object", hash.toString(), "take a hash from /v1/archive-manifest of this node")));
        if (ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(tag))) {
            return headed(Response.notModified(), tag).build();
        }
        boolean wholeAnyway = ifRange != null && !ifRange.equals(tag);
        return switch (ByteRange.of(wholeAnyway ? null : range, object.length)) {
            case ByteRange.Whole() ->
                headed(Response.ok(object), tag)
                        .header(HttpHeaders.CONTENT_LENGTH, object.length)
                        .type("video/mp4")
                        .build();
            case ByteRange.Part part ->
                headed(Response.status(206), tag)
                        .type("video/mp4")
                        .header(HttpHeaders.CONTENT_LENGTH, part.length())
                        .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + object.length)
                        .entity(Arrays.copyOfRange(object, part.first(), part.last() + 1))
                        .build();
            case ByteRange.Unsatisfiable() ->
                throw new ProblemException(Problem.unsatisfiableRange(String.valueOf(range), object.length));
        };
    }

    private static Response.ResponseBuilder headed(Response.ResponseBuilder answer, String tag) {
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .header("Accept-Ranges", "bytes");
    }
}
