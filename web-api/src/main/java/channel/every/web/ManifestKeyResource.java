package channel.every.web;

import channel.every.mesh.TrustList;
import channel.every.node.Manifests;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Collectors;

/** The public halves of the keys that sign this node's manifests. Who fetches them from here trusts the way they came. */
@Path("manifest-keys")
@RequestScoped
@Produces(MediaType.TEXT_PLAIN)
public class ManifestKeyResource {
    @Inject
    Manifests manifests;

    /** Lines of a trust list. */
    @GET
    public String keys() {
        return manifests.trustedAs().stream()
                .map(TrustList.Entry::toString)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
