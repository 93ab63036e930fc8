package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.station.Multiplex;
import channel.every.station.StationRecording;
import channel.every.station.TestBroadcasts;
import channel.every.window.ChopperSettings;
import channel.every.window.SourceWindow;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ArchivingLineTest {
    /** Encodes nothing, and says so. */
    private static final WindowEncoder IDLE = new WindowEncoder() {
        @Override
        public EncodeOutcome encode(SourceWindow window) {
            return new EncodeOutcome.Failed("idle");
        }

        @Override
        public Blake3Hash profileHash() {
            return Blake3.hash(new byte[0]);
        }
    };

    private static final List<CutWindow> CUTS = new ArrayList<>();

    @BeforeAll
    static void cuts_some_windows() throws Exception {
        Multiplex air = TestBroadcasts.open(TestBroadcasts.atsc());
        byte[] recording = StationRecording.of(air, Instant.parse("2026-11-20T20:00:00Z"), Duration.ofSeconds(8))
                .toBytes();
        WindowReader reader = new WindowReader(
                new ByteArrayInputStream(recording), "station", ChopperSettings.recording(ChunkCadence.DEFAULT));
        for (CutWindow cut = reader.next(); cut != null; cut = reader.next()) {
            CUTS.add(cut);
        }
    }

    private static WaitingWindow window(int number) {
        return new WaitingWindow(CUTS.get(number), IDLE);
    }

    @Test
    void what_is_on_air_pushes_the_oldest_window_out_that_nobody_encodes_yet() throws Exception {
        ArchivingLine line = new ArchivingLine(3);
        WaitingWindow encoded = window(0);
        WaitingWindow waiting = window(1);
        assertThat(line.push(encoded)).isEmpty();
        assertThat(line.push(waiting)).isEmpty();
        assertThat(line.push(window(2))).isEmpty();
        encoded.encode();

        assertThat(line.push(window(3))).containsSame(waiting);
        assertThat(line.oldest()).isSameAs(encoded);
        assertThat(waiting.giveUp())
                .as("an encoder that comes to it later passes it by")
                .isFalse();
    }

    @Test
    void where_every_window_is_being_encoded_the_new_one_is_left_out() {
        ArchivingLine line = new ArchivingLine(1);
        WaitingWindow encoded = window(0);
        line.push(encoded);
        encoded.encode();
        WaitingWindow late = window(1);

        assertThat(line.push(late)).containsSame(late);
        assertThat(late.giveUp()).isFalse();
    }

    @Test
    void a_recording_waits_until_there_is_room() throws Exception {
        ArchivingLine line = new ArchivingLine(1);
        WaitingWindow first = window(0);
        line.put(first);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try {
                line.put(window(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(line.oldest()).isSameAs(first);
        assertThat(second).isNotDone();
        line.leave(first);

        second.get(30, TimeUnit.SECONDS);
        assertThat(Objects.requireNonNull(line.oldest()).cut()).isSameAs(CUTS.get(1));
    }

    @Test
    void an_ended_line_gives_what_it_has_and_then_nothing() throws Exception {
        ArchivingLine line = new ArchivingLine(2);
        WaitingWindow only = window(0);
        line.put(only);
        line.end();

        assertThat(line.oldest()).isSameAs(only);
        line.leave(only);
        assertThat(line.oldest()).isNull();
    }
}
