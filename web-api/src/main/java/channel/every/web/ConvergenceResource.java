package channel.every.web;

import channel.every.convergence.ConvergenceReport;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.identity.Label;
import channel.every.metrics.PrometheusText;
import channel.every.node.LiveProofs;
import channel.every.node.ProofListeners;
import channel.every.node.RemoteProofs;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the live proofs found last. */
@Path("convergence")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ConvergenceResource {
    @Inject
    LiveProofs proofs;

    @Inject
    RemoteProofs remote;

    @Inject
    ProofListeners listeners;

    /** All live proofs in one report: proven only if each is. */
    @GET
    public ConvergenceReport together() {
        return proofs.together();
    }

    @GET
    @Path("{proof}")
    public ConvergenceReport one(@PathParam("proof") String name) {
        Label proof = new RequestField("proof", name).label();
        return proofs.finding(proof)
                .map(LiveProofs.Finding::report)
                .or(() -> remote.report(proof).map(MeasurementReport::convergence))
                .orElseThrow(() -> new ProblemException(Problem.notFound("live proof", name, remedy())));
    }

    /** One live proof for Prometheus, beside the others' in {@code /metrics}. */
    @GET
    @Path("{proof}/metrics")
    @Produces(PrometheusText.CONTENT_TYPE)
    public String metrics(@PathParam("proof") String name) {
        Label proof = new RequestField("proof", name).label();
        if (!proofs.names().contains(proof) && !remote.names().contains(proof)) {
            throw new ProblemException(Problem.notFound("live proof", name, remedy()));
        }
        return PrometheusText.render(listeners.metrics(proof));
    }

    private String remedy() {
        return proofs.names().isEmpty()
                ? "configure two publishers of one broadcast, or every-channel.proof.<name>.sources"
                : "the live proofs of this node are " + proofs.names();
    }
}
