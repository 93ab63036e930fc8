package channel.every.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Down while the store takes nothing; what it holds is served all the same. */
@ApplicationScoped
@Readiness
public class StoreReadiness implements HealthCheck {
    @Inject
    Publishers publishers;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("every-channel-store");
        if (!publishers.running()) {
            return answer.down().build();
        }
        try {
            NodeArchive archive = publishers.archive();
            answer.status(!archive.full()).withData("free_bytes", archive.freeBytes());
            return archive.full()
                    ? answer.withData(
                                    "remedy",
                                    "make room, shorten every-channel.retention or lower every-channel.store.reserve")
                            .build()
                    : answer.build();
        } catch (IOException e) {
            return answer.down()
                    .withData("error", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
