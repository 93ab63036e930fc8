package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.FuzzedBytes;
import channel.every.moq.wire.LiteEncoder;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Frame;
import channel.every.moq.wire.LiteMessage.Group;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import channel.every.moq.wire.LiteMessage.TrackInfo;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.LiteVersion;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A peer that says what is nearly right, on every kind of stream, cut anywhere: only its own streams suffer, and nothing grows. */
final class SessionFuzzTest {
    private static final int INPUTS_A_PEER = 200;
    private static final Wanted WANTED = new Wanted(1, false, 1000, null, null);

    private final Stage stage = new Stage();
    private final Origin origin = stage.origin(7);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks");
    private final Random random = FuzzedBytes.seeded("session");

    private static String hex(LiteMessage... messages) {
        LiteEncoder encoder = new LiteEncoder(LiteVersion.LITE_05);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (LiteMessage message : messages) {
            bytes.writeBytes(encoder.encode(message));
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static final List<String> ASKED = List.of(
            hex(new AnnounceRequest("", 0)),
            hex(new AnnounceRequest("ec", 9)),
            hex(new Subscribe(1, "ec/a", "chunks", WANTED), new SubscribeUpdate(new Wanted(2, true, 5, 3L, 4L))),
            hex(new Subscribe(2, "theirs", "t", WANTED)),
            hex(new Subscribe(3, "ec/a", "none", WANTED)),
            hex(new TrackRequest("ec/a", "chunks")),
            hex(new TrackRequest("theirs", "t")),
            hex(new Fetch("ec/a", "chunks", 1, 1)),
            hex(new Fetch("theirs", "t", 1, 7)),
            "04",
            "0501" + "00");
    private static final List<String> SENT = List.of(
            hex(new Setup(List.of())),
            hex(new Group(0, 5), new Frame(1, new byte[30]), new Frame(2, new byte[0])),
            hex(new Group(1, 6), new Frame(1, new byte[30])),
            hex(new Group(2, 6)));
    private static final List<String> ANSWERED = List.of(
            hex(new AnnounceOk(9, 1), new Announce(true, "theirs", List.of(4L))),
            hex(new AnnounceOk(9, 0), new Announce(true, "ec/a", List.of()), new Announce(false, "theirs", List.of())),
            hex(new TrackInfo(1, false, 5, 1000)),
            hex(new LiteMessage.SubscribeStart(4), new LiteMessage.SubscribeEnd(9)),
            hex(new Frame(1, new byte[20])));

    @Test
    void whatever_a_peer_says_its_session_stands_and_leaves_nothing_behind() {
        origin.announce(produced.broadcast);
        FuzzedBytes asked = new FuzzedBytes(random, ASKED);
        FuzzedBytes sent = new FuzzedBytes(random, SENT);
        FuzzedBytes answered = new FuzzedBytes(random, ANSWERED);
        for (int input = 0; input < FuzzedBytes.INPUTS; input += INPUTS_A_PEER) {
            MemoryPair pair = stage.pair(LiteVersion.LITE_05);
            stage.session(pair.acceptor(), Admitting.always(new SessionRoles(origin, Scope.ALL, origin, Scope.ALL)));
            RawPeer peer = new RawPeer(pair.opener(), LiteVersion.LITE_05);
            stage.settle();
            answer(peer, HexFormat.of().parseHex(ANSWERED.getFirst()));
            Track theirs = origin.find("theirs").map(each -> each.track("t")).orElse(null);
            Read read = theirs == null ? null : new Read(theirs);
            for (int i = 0; i < INPUTS_A_PEER; i++) {
                produced.group("chunks", input + i, "x");
                switch (random.nextInt(4)) {
                    case 0 -> ask(peer, asked.next());
                    case 1 -> send(peer, sent.next());
                    case 2 -> answer(peer, answered.next());
                    default -> stage.advance(Duration.ofMillis(random.nextInt(3000)));
                }
                stage.settle();
                assertThat(peer.closed).isNull();
            }
            assertThat(stage.budget.heldBytes()).isBetween(0L, stage.budget.mostBytes());
            if (read != null) {
                read.close();
            }
            peer.connection.close(0, "");
            stage.advance(Duration.ofSeconds(20));
            assertThat(produced.track("chunks").subscribers()).isZero();
            assertThat(origin.announced()).extracting(each -> each.name()).containsExactly("ec/a");
        }
        stage.advance(Duration.ofSeconds(60));
        stage.budget.sweep();
        assertThat(stage.budget.heldBytes())
                .as("all but the newest group is let go of")
                .isLessThan(2000);
    }

    private void ask(RawPeer peer, byte[] bytes) {
        BidirectionalStream stream = peer.connection.openBidirectional();
        if (stream != null) {
            write(new RawPeer.Said(stream).out, bytes);
        }
    }

    private void send(RawPeer peer, byte[] bytes) {
        SendStream stream = peer.connection.openUnidirectional();
        if (stream != null) {
            write(stream, bytes);
        }
    }

    private void answer(RawPeer peer, byte[] bytes) {
        if (!peer.asked.isEmpty()) {
            write(peer.asked.get(random.nextInt(peer.asked.size())).out, bytes);
        }
    }

    private void write(SendStream stream, byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int cut = random.nextInt(bytes.length + 1);
        parts.add(java.util.Arrays.copyOfRange(bytes, 0, cut));
        parts.add(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
        for (byte[] part : parts) {
            stream.write(part, 0, part.length);
            stage.settle();
        }
        switch (random.nextInt(4)) {
            case 0 -> stream.finish();
            case 1 -> stream.reset(random.nextInt(100));
            default -> {
                // Left open, as a peer may leave it.
            }
        }
    }
}
