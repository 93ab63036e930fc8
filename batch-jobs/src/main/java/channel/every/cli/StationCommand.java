package channel.every.cli;

import channel.every.device.VirtualDevice;
import channel.every.station.DeviceSettings;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Reception;
import channel.every.station.Station;
import channel.every.station.StationRecording;
import channel.every.station.StationSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node station}: puts a synthetic broadcast on air until Ctrl-C, or records a stretch of it. */
@Command(
        name = "station",
        mixinStandardHelpOptions = true,
        description = {
            "A synthetic broadcast received by virtual HDHomeRun devices until Ctrl-C, or recorded into a file.",
            "What is on air at a moment depends on the options alone: a device may be stopped and started, or run in a"
                    + " process of its own, and holds the same packets as the others."
        },
        footer = {
            "",
            "Two devices in processes of their own:",
            "  ec-node station --device a=7061",
            "  ec-node station --device b=7062,loss=1e-5,seed=1,delay-ms=200",
            "A recording, the same every time:",
            "  ec-node station --record station.ts --seconds 15"
        })
final class StationCommand implements Callable<Integer> {
    @Mixin
    private StationOptions options = new StationOptions();

    @Option(
            names = "--device",
            paramLabel = "NAME=PORT[,control=PORT][,loss=R][,seed=N][,delay-ms=MS][,tuners=N]",
            defaultValue = "a=7061 b=7062",
            split = " ",
            description = "A device, repeatable: the share of packets it loses, which ones, how late it is, how many"
                    + " streams it serves at a time (default: ${DEFAULT-VALUE}, two tuners each). With control=65001 it"
                    + " also answers discoveries and hdhomerun_config.")
    private List<String> devices = List.of();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where the devices listen (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--control",
            paramLabel = "PORT",
            description = "Also listen for POST /devices/NAME/stop and /devices/NAME/start.")
    private @Nullable Integer control;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where loops are kept once made (default: every-channel in the user's cache directory).")
    private @Nullable Path cache;

    @Option(names = "--record", paramLabel = "FILE", description = "Write a recording at full speed instead.")
    private @Nullable Path record;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "Length of the recording (default: ${DEFAULT-VALUE}).")
    private double seconds = 15;

    @Option(
            names = "--start-utc",
            paramLabel = "INSTANT",
            defaultValue = "2026-01-01T00:00:00Z",
            description = "Start of the recording (default: ${DEFAULT-VALUE}).")
    private String start = "2026-01-01T00:00:00Z";

    @Option(
            names = "--loss",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Share of packets that the recording lacks (default: ${DEFAULT-VALUE}).")
    private double loss;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides which packets the recording lacks (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        StationSettings settings = options.settings();
        PrintWriter err = command.commandLine().getErr();
        if (record == null) {
            List<DeviceSettings> receivers =
                    devices.stream().map(DeviceSettings::parse).toList();
            broadcast(open(settings, err), receivers, err);
        } else {
            Instant from = Moments.parse("--start-utc", start);
            Duration length = Duration.ofMillis(Math.round(seconds * 1000));
            Reception reception = Reception.losing(loss, seed);
            Multiplex multiplex = open(settings, err);
            new StationRecording(multiplex, from, length, reception).write(record);
            err.println(record + ": " + seconds + " s from " + from);
        }
        return 0;
    }

    private Multiplex open(StationSettings settings, PrintWriter err) throws IOException {
        Path directory = cache == null ? LoopCache.usualDirectory() : cache;
        return Multiplex.open(settings, new LoopCache(directory, err::println));
    }

    private void broadcast(Multiplex multiplex, List<DeviceSettings> receivers, PrintWriter err)
            throws IOException, InterruptedException {
        InetAddress address = InetAddress.getByName(bind);
        try (Station station = Station.start(multiplex, receivers, address, InstantSource.system())) {
            for (VirtualDevice device : station.devices()) {
                err.println("device " + device.name() + ": " + device.uri() + "/auto/v"
                        + multiplex.settings().channel()
                        + (device.controlPort().isPresent()
                                ? ", HDHomeRun " + device.deviceId() + " on UDP and TCP "
                                        + device.controlPort().getAsInt()
                                : ""));
            }
            if (control != null) {
                err.println("control: " + station.control(control));
            }
            err.println("on air until Ctrl-C");
            new CountDownLatch(1).await();
        }
    }
}
