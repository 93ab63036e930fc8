package channel.every.batch;

import channel.every.encode.ffmpeg.FfmpegEncoder;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Where a proof job finds the encoder, and puts its ledgers if it was not told. */
@Dependent
public class ProofPlaces {
    private final @Nullable String ffmpeg;
    private final Path data;
    private final Duration encodeTimeout;

    @Inject
    public ProofPlaces(Config config) {
        this(
                config.getOptionalValue("every-channel.ffmpeg", String.class).orElse(null),
                Path.of(config.getOptionalValue("every-channel.data", String.class)
                        .orElse("data")),
                Duration.ofSeconds(config.getOptionalValue("every-channel.batch.encode-timeout-seconds", Integer.class)
                        .orElse((int) FfmpegEncoder.DEFAULT_TIMEOUT.toSeconds())));
    }

    /**
     * @param ffmpeg path of the executable, null to search PATH
     * @param encodeTimeout after which a window's encoder is killed
     */
    ProofPlaces(@Nullable String ffmpeg, Path data, Duration encodeTimeout) {
        this.ffmpeg = ffmpeg;
        this.data = data;
        this.encodeTimeout = encodeTimeout;
    }

    Duration encodeTimeout() {
        return encodeTimeout;
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
