package channel.every.web;

import channel.every.archive.http.Capabilities;
import channel.every.node.NodeView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;

/** What this node can do and which indexes it serves, for peers of any version. */
@Path("capabilities")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CapabilitiesResource {
    @Inject
    NodeView node;

    @GET
    public Capabilities capabilities() throws IOException {
        return Capabilities.of(node.name(), node.indexes());
    }
}
