package channel.every.cli;

import channel.every.json.Json;
import channel.every.tuner.dvb.ChannelsConf;
import channel.every.tuner.dvb.DvbAddress;
import channel.every.tuner.dvb.DvbChannel;
import channel.every.tuner.dvb.DvbTuner;
import channel.every.tuner.dvb.FrontendStatistics;
import channel.every.tuner.dvb.KernelNodes;
import channel.every.tuner.mux.ProgramFilter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node dvb-receive}: tries a frontend with a channel, without a node. */
@Command(
        name = "dvb-receive",
        description = "Tunes a DVB frontend to a channel, receives for a while and says how well.",
        mixinStandardHelpOptions = true)
final class DvbReceive implements Callable<Integer> {
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final int MAX_SECONDS = 86_400;

    /** Whole packets. */
    private static final int BUFFER_BYTES = 348 * 188;

    @Parameters(
            index = "0",
            paramLabel = "DEVICE",
            description = "As in dvb://adapter0/frontend0?channels=channels.conf; quote it for the shell.")
    private String device = "";

    @Parameters(index = "1", paramLabel = "CHANNEL", description = "Number or name in the channel file.")
    private String channel = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long to receive (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--record", paramLabel = "FILE", description = "Keep what is received.")
    private @Nullable Path record;

    @Option(names = "--multiplex", description = "Keep the whole multiplex, not the channel's program alone.")
    private boolean multiplex;

    @Spec
    private CommandSpec command = CommandSpec.create();

    /** What came of it. @param overflows how often bytes were lost because they were not read in time */
    private record Report(
            String frontend,
            String channel,
            String multiplex,
            long lockMillis,
            long bytes,
            long bitsPerSecond,
            long overflows,
            @Nullable String statistics) {}

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("--seconds must be 1 to " + MAX_SECONDS + ": " + seconds);
        }
        DvbAddress address = DvbAddress.parse(URI.create(device));
        DvbChannel wanted = ChannelsConf.read(address.channels()).find(channel);
        try (DvbTuner tuner = new DvbTuner(new KernelNodes(), DvbTuner.DEVICES, address, InstantSource.system());
                OutputStream kept = record == null ? OutputStream.nullOutputStream() : Files.newOutputStream(record)) {
            String frontend = tuner.hold().name();
            Instant start = Instant.now();
            command.commandLine().getErr().println("tuning " + frontend + " to " + wanted.multiplex());
            tuner.tune(wanted);
            Duration lock = Duration.between(start, Instant.now());
            long bytes = receive(tuner, wanted, kept);
            PrintWriter out = command.commandLine().getOut();
            out.print(Json.pretty(new Report(
                    frontend,
                    wanted.toString(),
                    wanted.multiplex().toString(),
                    lock.toMillis(),
                    bytes,
                    bytes * 8 / seconds,
                    tuner.overflows(),
                    tuner.statistics().map(FrontendStatistics::toString).orElse(null))));
            out.flush();
        }
        return 0;
    }

    /** @return bytes received of the multiplex */
    private long receive(DvbTuner tuner, DvbChannel wanted, OutputStream kept) throws IOException {
        ProgramFilter filter = multiplex || wanted.program() == 0 ? null : new ProgramFilter(wanted.program());
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        Instant end = Instant.now().plusSeconds(seconds);
        while (Instant.now().isBefore(end)) {
            int n = tuner.read(buffer, 0, buffer.length, STALL);
            bytes += n;
            if (filter == null) {
                kept.write(buffer, 0, n);
            } else {
                kept.write(filter.filter(buffer, 0, n));
            }
        }
        return bytes;
    }
}
