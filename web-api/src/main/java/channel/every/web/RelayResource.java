package channel.every.web;

import channel.every.node.NodeRelay;
import channel.every.node.RelayStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The relay of this node: what it carries, and for whom. */
@Path("relay")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RelayResource {
    @Inject
    NodeRelay relay;

    @GET
    public RelayStatus status() {
        return relay.status();
    }
}
