package channel.every.web;

import channel.every.node.NodeView;
import channel.every.node.TunerBoard;
import channel.every.tuner.TunerException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The tuners that this node knows of, and who holds them. */
@Path("tuners")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TunerResource {
    @Inject
    NodeView node;

    @Inject
    TunerBoard tuners;

    @GET
    public TunerPage tuners() throws TunerException {
        return TunerPage.of(node.clock().millis(), tuners.devices(), tuners.leases());
    }
}
