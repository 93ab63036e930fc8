package channel.every.node;

import channel.every.encode.ReferenceVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready with an encoder that makes other bytes than its build did before: what it publishes would agree with nobody. */
@ApplicationScoped
@Readiness
public class EncoderReadiness implements HealthCheck {
    @Inject
    NodeEncoder encoder;

    @Override
    public HealthCheckResponse call() {
        ReferenceVerdict verdict = encoder.verdict();
        return HealthCheckResponse.named("encoder")
                .status(verdict == null || !verdict.alarming())
                .withData("reference", verdict == null ? "not examined yet" : verdict.text())
                .build();
    }
}
