package channel.every.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while the node is to run a relay and its port cannot be had; all else works meanwhile. */
@ApplicationScoped
@Readiness
public class RelayReadiness implements HealthCheck {
    @Inject
    NodeRelay relay;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("relay");
        String problem = relay.status().problem();
        return problem == null
                ? answer.up().build()
                : answer.down()
                        .withData("error", problem)
                        .withData("remedy", "free that UDP port, or set every-channel.relay.port to another")
                        .build();
    }
}
