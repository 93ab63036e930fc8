package channel.every.batch;

import channel.every.clock.ChunkCadence;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeProfile;
import channel.every.encode.ffmpeg.EncodeWorkspace;
import channel.every.encode.ffmpeg.EncoderFingerprint;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.Label;
import channel.every.proof.ProofDuplicates;
import channel.every.proof.PublisherInput;
import channel.every.window.ChopperSettings;
import jakarta.batch.runtime.context.JobContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parameters of a proof job, from the properties that the job's document passes on. */
record ProofJob(
        List<PublisherInput> inputs,
        ChopperSettings settings,
        EncodeProfile profile,
        boolean overlap,
        Path output,
        @Nullable String ffmpeg,
        Duration encodeTimeout) {
    private static final String USUAL_PUBLISHERS = "publisher-a,publisher-b";

    ProofJob {
        inputs = List.copyOf(inputs);
        long distinct =
                inputs.stream().map(PublisherInput::publisher).distinct().count();
        if (inputs.isEmpty() || inputs.size() > ProofDuplicates.MAX_PUBLISHERS || distinct < inputs.size()) {
            throw new IllegalArgumentException("a proof needs 1 to " + ProofDuplicates.MAX_PUBLISHERS
                    + " distinct publishers: "
                    + inputs.stream().map(input -> input.publisher().value()).toList());
        }
    }

    /** @throws IllegalArgumentException naming the parameter that is absent or wrong */
    static ProofJob of(JobContext job, ProofPlaces places) {
        Properties properties = job.getProperties();
        List<PublisherInput> inputs =
                given(properties, "inputs").map(ProofJob::named).orElseGet(() -> shared(properties));
        if (job.getJobName().equals("proof-duplicates") && inputs.size() < 2) {
            throw new IllegalArgumentException("duplicates need two or more publishers: "
                    + inputs.stream().map(input -> input.publisher().value()).toList());
        }
        EncodeProfile profile =
                BuiltInProfiles.named(given(properties, "profile").orElse("default"));
        return new ProofJob(
                inputs,
                ChopperSettings.recording(new ChunkCadence(
                                number(properties, "chunkMs").orElse(ChunkCadence.DEFAULT.milliseconds())))
                        .withProgram(number(properties, "program").orElse(null))
                        .withAudio(profile.audioWishes())
                        .withPrerollPackets(
                                number(properties, "prerollPackets").orElse(ChopperSettings.DEFAULT_PREROLL_PACKETS)),
                profile,
                given(properties, "overlap").map(Boolean::parseBoolean).orElse(false),
                given(properties, "output").map(Path::of).orElseGet(() -> places.ledgers(job.getInstanceId())),
                places.ffmpeg(),
                places.encodeTimeout());
    }

    /** One file under every identity. */
    private static List<PublisherInput> shared(Properties properties) {
        Path file = readable(given(properties, "input")
                .orElseThrow(() -> new IllegalArgumentException("job parameter input is absent")));
        return list(given(properties, "publishers").orElse(USUAL_PUBLISHERS)).stream()
                .map(publisher -> new PublisherInput(new Label(publisher), file))
                .toList();
    }

    private static List<PublisherInput> named(String inputs) {
        return list(inputs).stream()
                .map(each -> {
                    int equals = each.indexOf('=');
                    if (equals < 0) {
                        throw new IllegalArgumentException(
                                "job parameter inputs is NAME=PATH,NAME=PATH: \"" + each + '"');
                    }
                    return new PublisherInput(
                            new Label(each.substring(0, equals)), readable(each.substring(equals + 1)));
                })
                .toList();
    }

    /**
     * How the work is divided. What an instance began with stays, whatever machine it goes on.
     *
     * @param processors that shall be busy, if the job begins
     */
    List<ProofPart> parts(int processors) throws IOException {
        Path plan = output.resolve("parts");
        if (Files.notExists(plan)) {
            int each = Math.max(1, Math.ceilDiv(processors, inputs.size()));
            Files.writeString(plan, Integer.toString(each));
        }
        String planned = Files.readString(plan).strip();
        if (!planned.matches("[1-9]\\d{0,3}")) {
            throw new IOException(plan + " is no number of parts: \"" + planned + "\"; start the job anew");
        }
        int each = Integer.parseInt(planned);
        return inputs.stream()
                .flatMap(input ->
                        IntStream.range(0, each).mapToObj(number -> new ProofPart(input.publisher(), number, each)))
                .toList();
    }

    /** On this machine's ffmpeg, as configured. */
    FfmpegEncoder encoder() throws IOException, InterruptedException {
        FfmpegBinary binary = FfmpegBinary.find(ffmpeg, System.getenv("PATH"));
        return new FfmpegEncoder(
                profile, binary, EncoderFingerprint.of(binary), EncodeWorkspace.temporary(), encodeTimeout);
    }

    private static Path readable(String text) {
        Path file = Path.of(text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot read \"" + text + '"');
        }
        return file;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static Optional<Integer> number(Properties properties, String name) {
        return given(properties, name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("job parameter " + name + " is no number: \"" + text + '"', e);
            }
        });
    }

    /** A parameter that was not given is null on one server and empty on the other. */
    private static Optional<String> given(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(text -> !text.isBlank());
    }
}
