package channel.every.mesh.publish;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.hash.Blake3;
import channel.every.identity.Label;
import channel.every.identity.StreamId;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.ObjectPlace;
import channel.every.mesh.ObjectVerdict;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.SigningKey;
import channel.every.mesh.TrustList;
import channel.every.mesh.catalog.HangCatalog;
import channel.every.mesh.catalog.MsfCatalog;
import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    private static final byte[] SECRET = "a network".getBytes(StandardCharsets.US_ASCII);
    private static final SigningKey KEY = SigningKey.of(new byte[32]);
    private static final String PREFIX = "ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-default/variant-";

    private final Origin origin = new Origin(1);
    private final CacheBudget budget =
            new CacheBudget(1 << 20, Duration.ofSeconds(30), InstantSource.fixed(Instant.EPOCH));

    @Test
    void a_window_becomes_clear_broadcasts_for_players_and_a_sealed_one_for_each_rendition() {
        LiveStream stream = stream(true, true, true);
        stream.publish(Windows.window(Windows.START));
        assertThat(origin.announced())
                .extracting(Broadcast::name)
                .containsExactly(PREFIX + "720p", PREFIX + "audio", PREFIX + "main", "la-kcop.hang", "la-kcop.msf");
        stream.close();
        assertThat(origin.announced()).isEmpty();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void a_group_of_a_clear_track_is_the_window_as_it_was_archived_at_its_time() {
        LiveStream stream = stream(false, false, true);
        PublishedWindow window = Windows.window(Windows.START);
        stream.publish(window);
        for (String broadcast : List.of("la-kcop.hang", "la-kcop.msf")) {
            Track track = track(broadcast, "720p.m4s");
            assertThat(track.info().orElseThrow().timescale()).isEqualTo(90_000);
            Frame frame = only(track, Windows.START);
            assertThat(frame.payload()).isSameAs(window.objects().get(1).bytes());
            assertThat(frame.timestamp()).isEqualTo(90_090 * Windows.START);
        }
        assertThat(only(track("la-kcop.hang", "audio.m4s"), Windows.START).timestamp())
                .isEqualTo(48_048 * Windows.START);
        assertThat(HangCatalog.renditions(only(track("la-kcop.hang", HangCatalog.TRACK), Windows.START)
                        .payload()))
                .extracting(HangCatalog.Rendition::track)
                .containsExactly("720p.m4s", "audio.m4s");
        assertThat(only(track("la-kcop.msf", MsfCatalog.TRACK), Windows.START).payload())
                .isNotEmpty();
    }

    @Test
    void a_window_of_several_fragments_is_as_many_frames_for_players_and_no_chunk() {
        LiveStream stream = stream(true, false, true);
        stream.publish(Windows.split(Windows.START));
        Group group = Objects.requireNonNull(track("la-kcop.hang", "720p.m4s").group(Windows.START));
        assertThat(Objects.requireNonNull(group.frame(1)).timestamp()).isEqualTo(90_090 * Windows.START + 45_045);
        assertThat(group.frame(2)).isNull();
        assertThat(stream.unpublishable()).isEqualTo(1);
        assertThat(origin.find(PREFIX + "720p").orElseThrow().track("chunks")).isNull();
    }

    @Test
    void a_member_of_the_network_opens_chunk_and_init_segment_and_nobody_else_does() {
        PublishedWindow window = Windows.window(Windows.START);
        stream(true, false, false).publish(window);
        ObjectCipher ours = ObjectCipher.secret(StreamId.parse(PREFIX + "audio"), SECRET);
        MeshObject chunk = MeshObject.parse(
                only(track(PREFIX + "audio", "chunks"), Windows.START).payload());
        assertThat(chunk.open(Windows.START, ours))
                .isInstanceOfSatisfying(
                        ObjectVerdict.Opened.class,
                        opened -> assertThat(opened.object())
                                .isEqualTo(window.objects().get(3).bytes()));
        assertThat(chunk.open(Windows.START, ObjectCipher.open(StreamId.parse(PREFIX + "audio"))))
                .isInstanceOf(ObjectVerdict.Refused.class);
        MeshObject init = MeshObject.parse(
                only(track(PREFIX + "audio", "init"), Windows.START).payload());
        assertThat(init.open(ObjectPlace.init(Windows.START), ours))
                .isInstanceOfSatisfying(
                        ObjectVerdict.Opened.class,
                        opened -> assertThat(opened.object()).isEqualTo(Windows.AUDIO_INIT));
    }

    @Test
    void an_init_segment_is_sent_once_while_it_holds() {
        LiveStream stream = stream(true, false, false);
        stream.publish(Windows.window(Windows.START));
        stream.publish(Windows.window(Windows.START + 1));
        assertThat(sequences(track(PREFIX + "720p", "init"))).containsExactly(Windows.START);
        byte[] other = Windows.VIDEO_INIT.clone();
        other[other.length - 1]++;
        stream.publish(Windows.window(Windows.STREAM, Windows.START + 2, other));
        assertThat(sequences(track(PREFIX + "720p", "init"))).containsExactly(Windows.START, Windows.START + 2);
        assertThat(sequences(track(PREFIX + "720p", "chunks")))
                .containsExactly(Windows.START, Windows.START + 1, Windows.START + 2);
    }

    @Test
    void every_broadcast_of_the_stream_has_the_manifest_that_names_its_newest_chunks() {
        LiveStream stream = stream(false, true, false);
        for (int i = 0; i < 20; i++) {
            stream.publish(Windows.window(Windows.START + i));
        }
        TrustList trusted = TrustList.parse(new TrustList.Entry(KEY.verifyKey(), new Label("node-a")).toString());
        for (String variant : List.of("main", "720p", "audio")) {
            SignedManifest signed = SignedManifest.parse(only(track(PREFIX + variant, "manifests"), Windows.START + 19)
                    .payload());
            assertThat(signed.verify(trusted).signers()).containsExactly(new Label("node-a"));
            assertThat(signed.manifest().chunkStartIndex()).isEqualTo(Windows.START + 4);
            assertThat(signed.manifest().totalChunks()).isEqualTo(16);
            assertThat(signed.manifest().hash(new Label("audio"), Windows.START + 19))
                    .hasValue(Blake3.hash(
                            Windows.window(Windows.START + 19).objects().get(3).bytes()));
        }
    }

    @Test
    void a_renamed_stream_leaves_its_old_broadcasts() {
        LiveStream stream = stream(true, false, true);
        stream.publish(Windows.window(
                "ec/stream/v1/source/file/profile-default/variant-main", Windows.START, Windows.VIDEO_INIT));
        stream.publish(Windows.window(Windows.START + 1));
        assertThat(origin.announced())
                .extracting(Broadcast::name)
                .containsExactly(PREFIX + "720p", PREFIX + "audio", "la-kcop.hang", "la-kcop.msf");
        assertThat(sequences(track("la-kcop.hang", "720p.m4s"))).containsExactly(Windows.START, Windows.START + 1);
    }

    @Test
    void a_changed_init_segment_begins_the_clear_broadcasts_anew() {
        LiveStream stream = stream(false, false, true);
        stream.publish(Windows.window(Windows.START));
        Broadcast before = origin.find("la-kcop.hang").orElseThrow();
        byte[] other = Windows.VIDEO_INIT.clone();
        other[other.length - 1]++;
        stream.publish(Windows.window(Windows.STREAM, Windows.START + 1, other));
        assertThat(origin.find("la-kcop.hang").orElseThrow()).isNotSameAs(before);
        assertThat(Objects.requireNonNull(before.track("720p.m4s")).end()).isPresent();
        assertThat(sequences(track("la-kcop.hang", "720p.m4s"))).containsExactly(Windows.START + 1);
    }

    private LiveStream stream(boolean chunks, boolean manifests, boolean clear) {
        PublishSettings settings =
                new PublishSettings(chunks, manifests, clear, SECRET, List.of(KEY), List.of("https://node/"));
        return new LiveStream("la-kcop", settings, origin, budget);
    }

    private Track track(String broadcast, String name) {
        return Objects.requireNonNull(origin.find(broadcast).orElseThrow().track(name), name);
    }

    private static Frame only(Track track, long sequence) {
        Group group = Objects.requireNonNull(track.group(sequence));
        assertThat(group.state()).isEqualTo(Group.State.FINISHED);
        assertThat(group.frame(1)).isNull();
        return Objects.requireNonNull(group.frame(0));
    }

    private static List<Long> sequences(Track track) {
        List<Long> sequences = new ArrayList<>();
        track.from(0).forEach(group -> sequences.add(group.sequence()));
        return sequences;
    }
}
