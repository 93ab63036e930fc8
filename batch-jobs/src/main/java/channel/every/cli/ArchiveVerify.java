package channel.every.cli;

import channel.every.archive.ObjectSource;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.http.PeerAddress;
import channel.every.archive.http.PeerObjects;
import channel.every.archive.scrub.ArchiveScrub;
import channel.every.archive.scrub.RateLimit;
import channel.every.archive.scrub.ScrubReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-verify}: the scrub. */
@Command(
        name = "archive-verify",
        description = {
            "Reads every object of an archive again, new ones first. What is wrong twice goes into DATA/cas/quarantine",
            "and, with what is missing, is got anew by its hash. Ctrl-C stops it; the next run goes on there."
        },
        mixinStandardHelpOptions = true)
final class ArchiveVerify implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1000;

    @Parameters(paramLabel = "DATA", description = "Data directory: with cas/ and manifests/ in it.")
    private Path data = Path.of("");

    @Option(
            names = "--repair-from",
            paramLabel = "NAME=URL|DIR",
            description = "A peer, or another data directory, to get objects from; repeatable.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--bytes-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "Read no faster. Default: as fast as it goes.")
    private long bytesPerSecond;

    @Option(names = "--require-ok", description = "Exit 1 unless the archive is whole, or was made so.")
    private boolean requireOk;

    @Mixin
    private PeerOptions options = new PeerOptions();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    private volatile boolean stopping;
    private @Nullable Thread worker;

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.check();
        if (!Files.isDirectory(data)) {
            throw new IllegalArgumentException("\"" + data + "\" is no directory");
        }
        List<PeerAddress> addresses = PeerAddress.parseAll(
                sources.stream().filter(ArchiveVerify::remote).toList());
        DataDirectory directory = new DataDirectory(data);
        InstantSource clock = InstantSource.system();
        worker = Thread.currentThread();
        Thread stop = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(stop);
        try (BoundedClient client = options.client(addresses)) {
            ArchiveScrub scrub = new ArchiveScrub(
                    directory,
                    new FileObjectStore(directory.cas()),
                    corroborating(options.peers(addresses, client)),
                    new RateLimit(bytesPerSecond, clock, Thread::sleep),
                    clock);
            ScrubReport report = scrub.run(this::progress, () -> stopping);
            output.write(report, command.commandLine().getOut());
            return requireOk && !report.whole() ? EcNode.NOT_PROVEN : 0;
        } finally {
            if (!stopping) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    /** Lets the object in hand be finished and the state be written before the process goes. */
    private void stop() {
        stopping = true;
        Thread working = worker;
        if (working != null) {
            try {
                working.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean remote(String source) {
        return source.contains("=http://") || source.contains("=https://");
    }

    private List<ObjectSource> corroborating(List<Peer> peers) {
        List<ObjectSource> found = new ArrayList<>();
        for (Peer each : peers) {
            found.add(new PeerObjects(each));
        }
        for (String each : sources) {
            if (!remote(each)) {
                Path other = Path.of(each.substring(each.indexOf('=') + 1));
                if (!Files.isDirectory(new DataDirectory(other).cas())) {
                    throw new IllegalArgumentException("--repair-from \"" + each + "\" has no cas/ in it");
                }
                found.add(new FileObjectStore(new DataDirectory(other).cas()));
            }
        }
        return found;
    }

    private void progress(ScrubReport soFar) {
        if (soFar.checked() % PROGRESS_EVERY == 0) {
            PrintWriter err = command.commandLine().getErr();
            err.println(soFar.checked() + " objects read, " + soFar.bad() + " bad, " + soFar.missing() + " missing, "
                    + soFar.repaired() + " repaired");
            err.flush();
        }
    }
}
