package channel.every.node;

import channel.every.hash.Blake3;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Ready once the publishers are built; what they receive is for the proofs to judge, not for a load balancer. */
@ApplicationScoped
@Readiness
@Startup
public class NodeReadiness implements HealthCheck {
    @Inject
    Publishers publishers;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("every-channel").status(publishers.running());
        publishers
                .all()
                .forEach(publisher -> answer.withData(
                        "publisher." + publisher.settings().name(),
                        publisher.tuner().state().text()));
        return answer.withData("blake3", Blake3.path().toString()).build();
    }
}
