package channel.every.cli;

import channel.every.archive.ArchiveIndex;
import channel.every.archive.ObjectStore;
import channel.every.archive.UnkeptIndex;
import channel.every.archive.UnkeptStore;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.SourceKey;
import channel.every.identity.SourceKind;
import channel.every.identity.StreamId;
import channel.every.mesh.KeyFolder;
import channel.every.mesh.SigningKey;
import channel.every.mesh.publish.LiveStream;
import channel.every.mesh.publish.PublishSettings;
import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Origin;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.session.SessionRoles;
import channel.every.proof.ArchiveOutcome;
import channel.every.proof.ArchivedObjects;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofArchiver;
import channel.every.proof.SourceArchive;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ec-node moq-publish}: one read of a source, one encode, any number of relays. */
@Command(
        name = "moq-publish",
        description = "Encodes every window of a source once and gives it to all relays: encrypted objects, signed"
                + " manifests and, with --clear, broadcasts for stock players.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Broadcasts: ec/stream/v1/.../variant-<rendition> with the tracks chunks, init and manifests;",
            "with --clear also NAME.hang and NAME.msf. A recording is published at its own pace, and once.",
            "A relay that is gone is tried again for ever and disturbs no other."
        })
final class MoqPublish implements Callable<Integer> {
    @Option(
            names = "--input",
            paramLabel = "FILE|URL",
            required = true,
            description = "A recording, - for standard input, MPEG-TS over http such as an HDHomeRun's, or what ffmpeg"
                    + " reads.")
    private String input = "";

    @Option(names = "--broadcast", paramLabel = "NAME", required = true, description = "The logical channel.")
    private String broadcast = "";

    @Option(
            names = "--relay",
            paramLabel = "URL",
            required = true,
            description = "https:// for WebTransport, moqt:// for QUIC, ws:// and wss:// for WebSockets; repeatable.")
    private List<String> relays = new ArrayList<>();

    @Option(
            names = "--publish-chunks",
            paramLabel = "true|false",
            defaultValue = "true",
            arity = "0..1",
            fallbackValue = "true",
            description = "Publish the encrypted objects (default: ${DEFAULT-VALUE}).")
    private boolean chunks;

    @Option(
            names = "--publish-manifests",
            paramLabel = "true|false",
            defaultValue = "false",
            arity = "0..1",
            fallbackValue = "true",
            description = "Publish signed manifests; needs --keys (default: ${DEFAULT-VALUE}).")
    private boolean manifests;

    @Option(names = "--clear", description = "Let everybody watch: publish it unencrypted too.")
    private boolean clear;

    @Option(
            names = "--clear-name",
            paramLabel = "NAME",
            description = "What the clear broadcasts are called, without .hang and .msf (default: the broadcast).")
    private @Nullable String clearName;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description = "Keys that sign manifests; one is made if there is none. See manifest-keys.")
    private @Nullable Path keys;

    @Option(
            names = "--locator",
            paramLabel = "URL",
            description = "Below which objects are found by hash, for manifests; repeatable.")
    private List<String> locators = new ArrayList<>();

    @Option(names = "--cas-root", paramLabel = "DIR", description = "Archive the objects here too.")
    private @Nullable Path casRoot;

    @Option(
            names = "--manifest-root",
            paramLabel = "DIR",
            description = "With --cas-root: where this publisher's index is kept.")
    private @Nullable Path manifestRoot;

    @Option(
            names = "--source-node",
            paramLabel = "NAME",
            description = "Who publishes (default: this host's name and id).")
    private @Nullable String sourceNode;

    @Option(
            names = "--startup-delay-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Wait so long before the source is opened, so that subscribers are there first.")
    private long startupDelayMs;

    @Option(names = "--max-windows", paramLabel = "N", description = "End after so many windows.")
    private long mostWindows = Long.MAX_VALUE;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Windows encoded at the same time (default: the processors).")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--through-ffmpeg", description = "Read it through ffmpeg in any case, such as HLS over http.")
    private boolean throughFfmpeg;

    @Option(names = "--unpaced", description = "Publish a recording as fast as it is encoded.")
    private boolean unpaced;

    @Mixin
    private RelayAccess access = new RelayAccess();

    @Mixin
    private NetworkSecret secret = new NetworkSecret();

    @Mixin
    private ProofOptions options = new ProofOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((casRoot == null) != (manifestRoot == null)) {
            throw new IllegalArgumentException("--cas-root and --manifest-root go together");
        }
        if (startupDelayMs < 0) {
            throw new IllegalArgumentException("--startup-delay-ms is negative: " + startupDelayMs);
        }
        if (!chunks && !manifests && !clear) {
            throw new IllegalArgumentException(
                    "nothing is published: --publish-chunks=false needs --publish-manifests or --clear");
        }
        Label channel = new Label(broadcast);
        List<URI> addresses = access.addresses(relays);
        PublishSettings settings =
                new PublishSettings(chunks, manifests, clear, secret.bytes(), signingKeys(), locators);
        ArchiveInput source = ArchiveInput.of(input, throughFfmpeg);
        PrintWriter err = command.commandLine().getErr();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("relays").factory());
        Delays delays = Delays.of(timer);
        CacheBudget budget = RelayAccess.budget();
        Origin origin = RelayAccess.origin(budget, delays);
        try (RelayDialer dialer = access.dialer();
                LiveStream stream =
                        new LiveStream(clearName == null ? channel.value() : clearName, settings, origin, budget)) {
            List<RelayLink> links = RelayAccess.links(addresses, dialer, SessionRoles.publishing(origin), delays, err);
            links.forEach(RelayLink::start);
            try {
                Thread.sleep(startupDelayMs);
                long published = publish(channel, source, stream, err);
                err.println(published + " windows published");
                return 0;
            } finally {
                links.forEach(RelayLink::close);
            }
        } finally {
            timer.shutdownNow();
        }
    }

    private List<SigningKey> signingKeys() throws IOException {
        if (keys == null) {
            if (manifests) {
                throw new IllegalArgumentException(
                        "--publish-manifests needs --keys: ec-node manifest-keys makes them");
            }
            return List.of();
        }
        KeyFolder folder = new KeyFolder(keys);
        List<SigningKey> found = folder.keys();
        return found.isEmpty() ? List.of(folder.create(new SecureRandom())) : found;
    }

    private long publish(Label channel, ArchiveInput source, LiveStream stream, PrintWriter err)
            throws IOException, InterruptedException {
        if (casRoot == null || manifestRoot == null) {
            return publish(channel, source, new UnkeptStore(), new UnkeptIndex(), stream, err);
        }
        try (JsonLinesIndex index = new JsonLinesIndex(manifestRoot)) {
            return publish(channel, source, new FileObjectStore(casRoot), index, stream, err);
        }
    }

    private long publish(
            Label channel,
            ArchiveInput source,
            ObjectStore store,
            ArchiveIndex index,
            LiveStream stream,
            PrintWriter err)
            throws IOException, InterruptedException {
        FfmpegEncoder encoder = options.encoder();
        SourceKey unnamed = new SourceKey(source.live() ? SourceKind.HTTP : SourceKind.FILE, null, null);
        ProofArchiver archiver = new ProofArchiver(
                store,
                index,
                new SourceIdentity(Identities.node(sourceNode), new Label("s-" + UUID.randomUUID())),
                channel,
                new StreamId(unnamed, options.profile().name(), SourceArchive.VARIANT).toString(),
                encoder.profileHash(),
                InstantSource.system());
        Pace pace = source.live() || unpaced ? Pace.none() : Pace.of(options.cadence());
        SourceArchive archive = new SourceArchive(
                options.profile().name(), encoder, archiver, workers, new Publishing(stream, pace, err));
        return new SourceRun(input, source, options, err).archive(archive, mostWindows);
    }

    /** Gives each archived window to the relays, and says so. */
    private record Publishing(LiveStream stream, Pace pace, PrintWriter err) implements SourceArchive.Listener {
        @Override
        public void archived(CutWindow cut, EncodeOutcome.Encoded encoded, ArchiveOutcome outcome) {
            switch (outcome) {
                case ArchiveOutcome.Archived archived -> {
                    pace.await(cut.window().index());
                    stream.publish(ArchivedObjects.of(cut.window(), encoded, archived.records()));
                    tell(cut, "published");
                }
                case ArchiveOutcome.Refused refused -> tell(cut, "not published: " + refused.reason());
            }
        }

        @Override
        public void failed(CutWindow cut, String reason) {
            tell(cut, "FAILED: " + reason);
        }

        @Override
        public void dropped(CutWindow cut) {
            tell(cut, "DROPPED: the encoders are too slow; a lighter profile or more --workers would do");
        }

        private void tell(CutWindow cut, String outcome) {
            err.println("window " + cut.window().index().value() + " " + outcome);
            err.flush();
        }
    }
}
