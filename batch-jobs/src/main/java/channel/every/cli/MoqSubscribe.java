package channel.every.cli;

import channel.every.identity.StreamId;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.ObjectPlace;
import channel.every.mesh.ObjectVerdict;
import channel.every.mesh.follow.AwaitedBroadcast;
import channel.every.mesh.follow.TrackFollower;
import channel.every.mesh.follow.WholeGroup;
import channel.every.moq.Broadcast;
import channel.every.moq.Delays;
import channel.every.moq.Frame;
import channel.every.moq.Origin;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.session.SessionRoles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node moq-subscribe}: what a relay has, and what comes on a track. */
@Command(
        name = "moq-subscribe",
        description = "Lists a relay's broadcasts, or writes the whole groups of one track.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "On the tracks chunks and init of a broadcast that is a stream id, objects are opened and checked; one that",
            "is refused is told and left out. --raw writes frames as they came."
        })
final class MoqSubscribe implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "URL", description = "The relay: https://, moqt://, ws:// or wss://.")
    private String relay = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "BROADCAST", description = "Its name; none to list them.")
    private @Nullable String broadcast;

    @Option(
            names = "--track",
            paramLabel = "NAME",
            description = "The track (default: chunks of a stream id, else catalog.json).")
    private @Nullable String track;

    @Option(
            names = "--output",
            paramLabel = "DIR|-",
            defaultValue = "-",
            description = "Where each frame becomes a file <group>-<frame>, or - for standard output (default).")
    private String output = "-";

    @Option(names = "--groups", paramLabel = "N", description = "End after so many groups.")
    private long mostGroups = Long.MAX_VALUE;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long the list waits for announcements (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--raw", description = "Open no object.")
    private boolean raw;

    @Mixin
    private RelayAccess access = new RelayAccess();

    @Mixin
    private NetworkSecret secret = new NetworkSecret();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("relays").factory());
        Delays delays = Delays.of(timer);
        Origin origin = RelayAccess.origin(RelayAccess.budget(), delays);
        PrintWriter err = command.commandLine().getErr();
        try (RelayDialer dialer = access.dialer();
                RelayLink link = RelayAccess.links(
                                access.addresses(List.of(relay)), dialer, SessionRoles.subscribing(origin), delays, err)
                        .getFirst()) {
            link.start();
            return broadcast == null ? list(origin, link) : follow(origin, broadcast, err);
        } finally {
            timer.shutdownNow();
        }
    }

    private int list(Origin origin, RelayLink link) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        origin.announced().stream()
                .map(Broadcast::name)
                .forEach(command.commandLine().getOut()::println);
        command.commandLine().getOut().flush();
        return link.isUp() ? 0 : EcNode.IO_FAILURE;
    }

    private int follow(Origin origin, String name, PrintWriter err) throws IOException, InterruptedException {
        StreamId stream = name.startsWith("ec/stream/") ? StreamId.parse(name) : null;
        String wanted = track != null ? track : stream != null ? ObjectPlace.CHUNKS.value() : "catalog.json";
        ObjectCipher cipher = stream == null || raw ? null : NetworkSecret.cipher(stream, secret.bytes());
        AtomicLong groups = new AtomicLong();
        try (AwaitedBroadcast awaited = new AwaitedBroadcast(origin, name);
                OutputStream stdout = output.equals("-") ? System.out : OutputStream.nullOutputStream()) {
            TrackFollower[] follower = new TrackFollower[1];
            follower[0] = new TrackFollower(awaited, wanted, group -> {
                write(group, wanted, cipher, stdout, err);
                if (groups.incrementAndGet() >= mostGroups) {
                    follower[0].close();
                }
            });
            follower[0].run();
        }
        return 0;
    }

    private void write(
            WholeGroup group, String name, @Nullable ObjectCipher cipher, OutputStream stdout, PrintWriter err)
            throws IOException {
        for (int i = 0; i < group.frames().size(); i++) {
            Frame frame = group.frames().get(i);
            byte[] bytes =
                    cipher != null && (name.equals(ObjectPlace.CHUNKS.value()) || name.equals(ObjectPlace.INIT.value()))
                            ? opened(group.sequence(), name, frame, cipher, err)
                            : frame.payload();
            if (bytes != null && output.equals("-")) {
                stdout.write(bytes);
                stdout.flush();
            } else if (bytes != null) {
                Path directory = Files.createDirectories(Path.of(output));
                Files.write(directory.resolve(group.sequence() + "-" + i), bytes);
            }
        }
        err.println("group " + group.sequence() + ", " + group.frames().size() + " frames");
        err.flush();
    }

    private static byte @Nullable [] opened(
            long group, String name, Frame frame, ObjectCipher cipher, PrintWriter err) {
        ObjectPlace place = name.equals(ObjectPlace.INIT.value()) ? ObjectPlace.init(group) : ObjectPlace.chunk(group);
        try {
            return switch (MeshObject.parse(frame.payload()).open(place, cipher)) {
                case ObjectVerdict.Opened opened -> opened.object();
                case ObjectVerdict.Refused refused -> throw new IllegalArgumentException(refused.reason());
            };
        } catch (IllegalArgumentException e) {
            err.println("group " + group + " is refused: " + e.getMessage());
            return null;
        }
    }
}
