package channel.every.batch;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Where a proof job finds the encoder, and puts its ledgers if it was not told. */
@Dependent
public class ProofPlaces {
    private final @Nullable String ffmpeg;
    private final Path data;

    @Inject
    public ProofPlaces(Config config) {
        this(
                config.getOptionalValue("every-channel.ffmpeg", String.class).orElse(null),
                Path.of(config.getOptionalValue("every-channel.data", String.class)
                        .orElse("data")));
    }

    /** @param ffmpeg path of the executable, null to search PATH */
    ProofPlaces(@Nullable String ffmpeg, Path data) {
        this.ffmpeg = ffmpeg;
        this.data = data;
    }

    @Nullable
    String ffmpeg() {
        return ffmpeg;
    }

    /** Restarts of one instance share it. */
    Path ledgers(long jobInstance) {
        return data.resolve("proofs").resolve(Long.toString(jobInstance));
    }
}
