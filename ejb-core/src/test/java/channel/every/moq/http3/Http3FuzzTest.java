package channel.every.moq.http3;

import static channel.every.moq.http3.Bytes.connect;
import static channel.every.moq.http3.Bytes.frame;
import static channel.every.moq.http3.Bytes.head;
import static channel.every.moq.http3.Bytes.join;
import static channel.every.moq.http3.Bytes.varints;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.transport.Connection;
import channel.every.moq.transport.RecordedConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Mutated conversations with either end. {@code -Dfuzz.inputs=1000000} for the long run; {@code -Dseed=} replays. */
final class Http3FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);
    private static final int CHECKED_EVERY = 100_000;
    private static final long MOST_GROWTH_BYTES = 48L << 20;

    private static final List<byte[]> UNIDIRECTIONAL = List.of(
            Settings.controlStream(),
            join(varints(0), frame(4, varints(1, 0, 6, 100, 7, 0, 8, 1, 0x33, 1)), frame(7, varints(0))),
            join(varints(0x54, 0), new byte[30]),
            varints(2, 0x20),
            varints(3),
            varints(0x21 + 0x1F * 99));

    private static final List<byte[]> BIDIRECTIONAL = List.of(
            connect("/room?jwt=x"),
            join(connect("/"), Capsules.close(5, "bye")),
            join(frame(0x40), connect("/%41")),
            join(varints(0x41, 0), new byte[30]),
            head(":method", "GET", ":path", "/", ":scheme", "https"),
            join(head(":status", "200", "wt-protocol", "\"moq-lite-05\""), Capsules.close(1, "x")),
            frame(1, new byte[] {
                0,
                0,
                (byte) 0xD1,
                0x51,
                (byte) 0x88,
                0x25,
                (byte) 0xA8,
                0x49,
                (byte) 0xE9,
                0x5B,
                (byte) 0xA9,
                0x7D,
                0x7F
            }));

    @Test
    void no_conversation_brings_the_server_down_or_makes_it_grow() {
        run(random -> {
            Ends ends = Ends.server();
            converse(ends, random);
            return ends;
        });
    }

    @Test
    void no_conversation_brings_the_client_down_or_makes_it_grow() {
        run(random -> {
            List<CompletableFuture<Connection>> opened = new ArrayList<>();
            Ends ends = Ends.client(opened);
            ends.hand.unidirectional(Settings.controlStream());
            // The client's request is what the server, played here, answers to.
            ends.hand.peers.stream()
                    .filter(peer -> peer.out != null)
                    .findFirst()
                    .ifPresent(request -> request.write(mutated(pick(BIDIRECTIONAL, random), random)));
            converse(ends, random);
            assertThat(opened.getFirst().isDone() || ends.hand.closed == -1).isTrue();
            return ends;
        });
    }

    private interface Conversation {
        Ends held(Random random);
    }

    private static void run(Conversation conversation) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        long before = usedBytes();
        Set<Long> closings = new HashSet<>();
        for (int i = 0; i < INPUTS; i++) {
            Random random = new Random(seed + i);
            Ends ends;
            try {
                ends = conversation.held(random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("replay with -Dseed=" + (seed + i) + " -Dfuzz.inputs=1", e);
            }
            assertThat(ends.hand.reason)
                    .as("-Dseed=%d -Dfuzz.inputs=1", seed + i)
                    .doesNotContain("Exception");
            assertThat(ends.sessions).hasSizeLessThan(2);
            closings.add(ends.hand.closed);
            if (i % CHECKED_EVERY == CHECKED_EVERY - 1) {
                assertThat(usedBytes() - before).isLessThan(MOST_GROWTH_BYTES);
            }
        }
        // Else the mutations would not get past the first byte.
        assertThat(closings).hasSizeGreaterThan(INPUTS < 1000 ? 0 : 5);
    }

    private static void converse(Ends ends, Random random) {
        int streams = 1 + random.nextInt(4);
        for (int i = 0; i < streams; i++) {
            boolean both = random.nextBoolean();
            byte[] bytes = mutated(pick(both ? BIDIRECTIONAL : UNIDIRECTIONAL, random), random);
            Hand.Stream stream = both ? ends.hand.bidirectional() : ends.hand.unidirectional();
            if (stream.out == null) {
                return;
            }
            for (int at = 0; at < bytes.length; ) {
                int part = 1 + random.nextInt(random.nextBoolean() ? 8 : bytes.length);
                stream.write(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + part)));
                at += part;
            }
            switch (random.nextInt(4)) {
                case 0 -> stream.finish();
                case 1 -> stream.giveUp(random.nextLong() >>> 2);
                default -> {}
            }
            if (!ends.sessions.isEmpty() && random.nextBoolean()) {
                RecordedConnection session = new RecordedConnection(ends.sessions.getFirst());
                session.connection.start(session);
            }
        }
        if (random.nextBoolean()) {
            new ArrayList<>(ends.delayed).forEach(Runnable::run);
        }
        ends.executor.runAll();
    }

    private static byte[] pick(List<byte[]> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 ->
                    bytes = join(
                            Arrays.copyOf(bytes, at), varints(random.nextLong() >>> 2 + random.nextInt(61)), valid);
                default -> bytes = join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
            }
        }
        return bytes;
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
