package channel.every.cli;

import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.StreamId;
import channel.every.mesh.TrustList;
import channel.every.mesh.catalog.HangCatalog;
import channel.every.mesh.follow.AwaitedBroadcast;
import channel.every.mesh.follow.ChunkArchive;
import channel.every.mesh.follow.ClearArchive;
import channel.every.mesh.follow.ReceivedArchive;
import channel.every.moq.Delays;
import channel.every.moq.Origin;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.session.SessionRoles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node wt-archive}: an archive of what a relay carries. */
@Command(
        name = "wt-archive",
        description = "Subscribes to broadcasts of relays and archives every whole group with its source's identity.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A stream id (ec/stream/v1/.../variant-<rendition>): what a manifest by a key of --trust names is archived as",
            "that publisher's proof; without --trust all of it is playback under --source-node.",
            "A name that ends .hang: every track of its catalog, as playback.",
            "What breaks off is not archived, and what is archived already is not archived again."
        })
final class WtArchive implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "BROADCAST",
            description = "As relays announce them; moq-subscribe lists them.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--relay",
            paramLabel = "URL",
            required = true,
            description = "https://, moqt://, ws:// or wss://; repeatable: the next one serves when one is gone.")
    private List<String> relays = new ArrayList<>();

    @Option(
            names = "--broadcast",
            paramLabel = "NAME",
            required = true,
            description = "The logical channel in records.")
    private String broadcast = "";

    @Option(names = "--cas-root", paramLabel = "DIR", required = true, description = "Where objects are stored.")
    private Path casRoot = Path.of("");

    @Option(names = "--manifest-root", paramLabel = "DIR", required = true, description = "Where the index is kept.")
    private Path manifestRoot = Path.of("");

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Keys of the publishers that are believed; see manifest-keys.")
    private @Nullable Path trust;

    @Option(
            names = "--source-node",
            paramLabel = "NAME",
            description = "Who archives (default: this host's name and id).")
    private @Nullable String sourceNode;

    @Option(
            names = "--max-windows",
            paramLabel = "N",
            description = "End after so many archived windows of renditions.")
    private long mostWindows = Long.MAX_VALUE;

    @Mixin
    private RelayAccess access = new RelayAccess();

    @Mixin
    private NetworkSecret secret = new NetworkSecret();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrustList trusted = trust == null ? null : TrustList.parse(Files.readString(trust));
        PrintWriter err = command.commandLine().getErr();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("relays").factory());
        Delays delays = Delays.of(timer);
        Origin origin = RelayAccess.origin(RelayAccess.budget(), delays);
        try (JsonLinesIndex index = new JsonLinesIndex(manifestRoot);
                RelayDialer dialer = access.dialer();
                Followers followers = new Followers()) {
            ReceivedArchive archive = new ReceivedArchive(
                    new FileObjectStore(casRoot),
                    index,
                    new Label(broadcast),
                    new SourceIdentity(Identities.node(sourceNode), new Label("s-" + UUID.randomUUID())),
                    InstantSource.system());
            List<RelayLink> links =
                    RelayAccess.links(access.addresses(relays), dialer, SessionRoles.subscribing(origin), delays, err);
            links.forEach(RelayLink::start);
            try {
                for (String name : names) {
                    AwaitedBroadcast awaited = followers.awaited(origin, name);
                    if (name.endsWith(HangCatalog.ENDING)) {
                        clear(followers, awaited, archive, err);
                    } else {
                        chunks(followers, awaited, StreamId.parse(name), trusted, archive, err);
                    }
                }
                followers.await(() -> archive.windows() >= mostWindows);
                err.println(archive.windows() + " windows archived");
                return 0;
            } finally {
                links.forEach(RelayLink::close);
            }
        } finally {
            timer.shutdownNow();
        }
    }

    private void chunks(
            Followers followers,
            AwaitedBroadcast awaited,
            StreamId variant,
            @Nullable TrustList trusted,
            ReceivedArchive archive,
            PrintWriter err)
            throws IOException {
        ChunkArchive chunks =
                new ChunkArchive(variant, NetworkSecret.cipher(variant, secret.bytes()), trusted, archive);
        followers.follow(awaited, "init", group -> tell(err, variant + " init", group.sequence(), chunks.init(group)));
        followers.follow(
                awaited, "chunks", group -> tell(err, variant + " chunk", group.sequence(), chunks.chunk(group)));
        if (trusted != null) {
            followers.follow(
                    awaited,
                    "manifests",
                    group -> tell(err, variant + " manifest", group.sequence(), chunks.manifest(group)));
        }
    }

    /** Tracks are followed as the catalog names them; what it says anew of a track counts from then on. */
    private void clear(Followers followers, AwaitedBroadcast awaited, ReceivedArchive archive, PrintWriter err) {
        followers.follow(awaited, HangCatalog.TRACK, catalog -> {
            try {
                for (HangCatalog.Rendition each :
                        HangCatalog.renditions(catalog.frames().getFirst().payload())) {
                    ClearArchive clear = new ClearArchive(each.track(), each.init(), archive);
                    followers.follow(
                            awaited,
                            each.track(),
                            group -> tell(err, each.track(), group.sequence(), clear.group(group)));
                }
            } catch (IllegalArgumentException e) {
                tell(err, HangCatalog.TRACK, catalog.sequence(), e.getMessage());
            }
        });
    }

    private static void tell(PrintWriter err, String what, long group, @Nullable String problem) {
        if (problem != null) {
            err.println(what + " " + group + " is refused: " + problem);
            err.flush();
        }
    }
}
