package channel.every.web;

import channel.every.identity.Label;
import channel.every.node.NodeView;
import channel.every.node.StreamStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The broadcasts of this node and their publishers. */
@Path("streams")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StreamResource {
    @Inject
    NodeView node;

    /** @param nowUnixMs the node's clock, so that a reader can tell ages without trusting its own */
    public record Streams(long nowUnixMs, List<StreamStatus> streams) {}

    @GET
    public Streams streams() {
        return new Streams(node.clock().millis(), node.streams());
    }

    @GET
    @Path("{broadcast}")
    public StreamStatus stream(@PathParam("broadcast") String broadcast) {
        return named(node, broadcast);
    }

    /** The stream of a path parameter; 404 if this node has none of that name. */
    static StreamStatus named(NodeView node, String broadcast) {
        Label label = new RequestField("broadcast", broadcast).label();
        return node.streams().stream()
                .filter(each -> each.broadcast().equals(label))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.notFound("broadcast", broadcast, "/v1/streams lists the broadcasts of this node")));
    }
}
