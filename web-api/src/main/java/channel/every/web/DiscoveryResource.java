package channel.every.web;

import channel.every.identity.Label;
import channel.every.node.LiveProofs;
import channel.every.node.NodeView;
import channel.every.node.RemoteProofs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What there is to scrape and to sample here, as Prometheus' {@code http_sd_configs} and {@code archive-convergence-measure} read it. */
@Path("discovery")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryResource {
    @Inject
    NodeView node;

    @Inject
    LiveProofs proofs;

    @Inject
    RemoteProofs remote;

    /** Prometheus' form of a group of targets: each as host and port. */
    public record Targets(List<String> targets, Map<String, String> labels) {}

    /** The scrape path of each live proof. */
    @GET
    @Path("proofs")
    public List<Targets> proofs(@Context UriInfo uri) {
        String here = uri.getBaseUri().getAuthority();
        List<Targets> found = new ArrayList<>();
        List<Label> names = new ArrayList<>(proofs.names());
        names.addAll(remote.names());
        for (Label proof : names) {
            found.add(new Targets(
                    List.of(here),
                    Map.of(
                            "__metrics_path__",
                            "/v1/convergence/" + proof + "/metrics",
                            "__scheme__",
                            uri.getBaseUri().getScheme(),
                            "instance",
                            here + "/" + proof)));
        }
        return found;
    }

    /** The manifest of each publisher. */
    @GET
    @Path("manifests")
    public List<Targets> manifests(@Context UriInfo uri) {
        String here = uri.getBaseUri().getAuthority();
        List<Targets> found = new ArrayList<>();
        for (Label publisher : node.indexes().keySet()) {
            String name = Label.folded(node.name() + "." + publisher)
                    .orElse(publisher)
                    .value();
            found.add(new Targets(
                    List.of(here),
                    Map.of(
                            "source_name",
                            name,
                            "publisher",
                            publisher.value(),
                            "__scheme__",
                            uri.getBaseUri().getScheme())));
        }
        return found;
    }
}
