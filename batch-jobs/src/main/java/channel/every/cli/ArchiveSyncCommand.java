package channel.every.cli;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.http.PeerAddress;
import channel.every.archive.retention.Retention;
import channel.every.archive.retention.RetentionRule;
import channel.every.archive.retention.RetentionRules;
import channel.every.archive.sync.ArchiveSync;
import channel.every.archive.sync.SyncPolicy;
import channel.every.archive.sync.SyncReport;
import channel.every.identity.Label;
import channel.every.time.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node archive-sync}: keeps an archive up with those of peers. */
@Command(
        name = "archive-sync",
        description = {
            "Mirrors the manifests of peers into DATA/manifests/PEER.PUBLISHER, then fetches objects into DATA/cas.",
            "What is here is not fetched again; every byte is verified by its hash.",
            "Exits 3 if something that is wanted could not be had."
        },
        mixinStandardHelpOptions = true)
final class ArchiveSyncCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 500;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME=URL",
            description = "Peers: nodes or archive-serve, as in b=http://10.0.0.7:9080.")
    private List<String> peers = new ArrayList<>();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data directory to sync into.")
    private Path data = Path.of("");

    @Option(
            names = "--broadcast",
            paramLabel = "NAME",
            description = "Only this one; repeatable. An older peer does not list its own: name them.")
    private List<String> broadcasts = new ArrayList<>();

    @Option(
            names = "--fill",
            paramLabel = "WHAT",
            defaultValue = "ALL",
            description =
                    "Objects to fetch: ALL, NONE, or BACKFILL for windows that are missing or bad here, from peers"
                            + " that agree around them. Default: ${DEFAULT-VALUE}.")
    private SyncPolicy.Fill fill = SyncPolicy.Fill.ALL;

    @Option(names = "--max-age", paramLabel = "AGE", description = "Fetch nothing older, as 36h or 7d.")
    private @Nullable String maxAge;

    @Option(names = "--keep-age", paramLabel = "AGE", description = "After each pass, prune what is older.")
    private @Nullable String keepAge;

    @Option(
            names = "--keep-bytes",
            paramLabel = "SIZE",
            description = "After each pass, prune the oldest while a broadcast's objects are more, as 500G.")
    private @Nullable String keepBytes;

    @Option(
            names = "--follow",
            paramLabel = "SECONDS",
            description = "Go on for ever: manifests again after so many seconds at most, objects in between.")
    private @Nullable Integer followSeconds;

    @Mixin
    private PeerOptions options = new PeerOptions();

    @Mixin
    private ReportOutput output = new ReportOutput();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        output.check();
        List<PeerAddress> addresses = PeerAddress.parseAll(peers);
        SyncPolicy policy = policy();
        DataDirectory directory = new DataDirectory(data);
        InstantSource clock = InstantSource.system();
        FileObjectStore store = new FileObjectStore(directory.cas());
        ArchiveSync sync = new ArchiveSync(directory, store, policy, clock);
        RetentionRules rules = rules();
        Retention retention = new Retention(directory, store, rules, clock);
        try (BoundedClient client = options.client(addresses)) {
            List<Peer> asked = options.peers(addresses, client);
            while (true) {
                long begun = clock.millis();
                SyncReport report = sync.pass(asked, this::progress, () -> false);
                if (rules.limit()) {
                    retention.pass(() -> false);
                }
                if (followSeconds == null) {
                    output.write(report, command.commandLine().getOut());
                    return report.complete() ? 0 : EcNode.IO_FAILURE;
                }
                said(report);
                Thread.sleep(Math.max(0, begun + followSeconds * 1000L - clock.millis()));
            }
        }
    }

    private RetentionRules rules() {
        RetentionRule rule = new RetentionRule(
                keepAge == null ? null : TimeSpan.parse(keepAge),
                keepBytes == null ? null : RetentionRules.bytes(keepBytes),
                List.of());
        return new RetentionRules(rule, Map.of());
    }

    private SyncPolicy policy() {
        if (followSeconds != null && followSeconds < 1) {
            throw new IllegalArgumentException("--follow is at least 1: " + followSeconds);
        }
        return new SyncPolicy(
                broadcasts.stream().map(Label::new).collect(Collectors.toSet()),
                fill,
                largestAge(),
                followSeconds == null ? null : Duration.ofSeconds(followSeconds));
    }

    /** What would be pruned at once is not fetched. */
    private @Nullable Duration largestAge() {
        String age = maxAge == null ? keepAge : maxAge;
        return age == null ? null : TimeSpan.parse(age);
    }

    private void progress(long fetched, long wanted) {
        if (fetched % PROGRESS_EVERY == 0) {
            PrintWriter err = command.commandLine().getErr();
            err.println(fetched + " of " + wanted + " objects");
            err.flush();
        }
    }

    private void said(SyncReport report) {
        PrintWriter err = command.commandLine().getErr();
        err.println((report.complete() ? "complete: " : "incomplete: ") + report.fetched() + " objects fetched, "
                + report.missing() + " missing"
                + report.peers().stream()
                        .filter(each -> each.error() != null)
                        .map(each -> "; " + each.name() + " is " + each.state() + ": " + each.error())
                        .collect(Collectors.joining()));
        err.flush();
    }
}
