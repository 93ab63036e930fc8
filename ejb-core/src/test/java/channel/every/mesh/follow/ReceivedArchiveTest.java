package channel.every.mesh.follow;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.Records;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import channel.every.identity.SourceIdentity;
import channel.every.identity.StreamId;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.SigningKey;
import channel.every.mesh.TrustList;
import channel.every.mesh.catalog.HangCatalog;
import channel.every.mesh.publish.LiveStream;
import channel.every.mesh.publish.PublishSettings;
import channel.every.mesh.publish.PublishedObject;
import channel.every.mesh.publish.Windows;
import channel.every.moq.CacheBudget;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedArchiveTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T12:00:00Z"));
    private static final SigningKey KEY = SigningKey.of(new byte[32]);
    private static final StreamId VARIANT =
            StreamId.parse("ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-default/variant-720p");
    private static final TrustList TRUSTED = TrustList.parse("ed25519 " + KEY.verifyKey() + " node-a");

    @TempDir
    Path root = Path.of("unset");

    private final Origin origin = new Origin(1);
    private final CacheBudget budget = new CacheBudget(1 << 20, Duration.ofMinutes(1), CLOCK);
    private final LiveStream stream = new LiveStream(
            "la-kcop", new PublishSettings(true, true, true, new byte[0], List.of(KEY), List.of()), origin, budget);

    @Test
    void what_a_trusted_manifest_names_is_the_publishers_proof_with_its_hashes_and_identity() throws Exception {
        List<PublishedObject> published = publish(3);
        try (JsonLinesIndex index = index()) {
            ChunkArchive chunks = chunks(index, TRUSTED);
            follow(chunks, "chunks", "manifests", "init");
            List<ArchiveRecord> records = index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0);
            assertThat(records)
                    .extracting(each -> each.kind() + " " + each.groupSequence() + " " + each.hash())
                    .containsExactlyElementsOf(published.stream()
                            .map(PublishedObject::record)
                            .filter(each -> each.rendition().toString().equals("720p"))
                            .map(each -> each.kind() + " " + each.groupSequence() + " " + each.hash())
                            .toList());
            assertThat(records).allSatisfy(each -> {
                assertThat(each.sourceNode()).isEqualTo("node-a");
                assertThat(each.sourceSession()).isEqualTo("s1");
                assertThat(each.streamId()).isEqualTo(Windows.STREAM);
                assertThat(each.profile()).isEqualTo(Records.hashOf("profile"));
            });
            assertThat(records.get(1).media())
                    .isEqualTo(published.get(1).record().media());
            assertThat(new FileObjectStore(root.resolve("cas"))
                            .get(Objects.requireNonNull(records.get(1).hash())))
                    .hasValue(published.get(1).bytes());
        }
    }

    @Test
    void a_relay_that_brings_it_again_adds_nothing_and_neither_does_another_session_of_ours() throws Exception {
        publish(3);
        try (JsonLinesIndex index = index()) {
            ChunkArchive chunks = chunks(index, TRUSTED);
            follow(chunks, "manifests", "init", "chunks");
            follow(chunks, "manifests", "init", "chunks");
        }
        try (JsonLinesIndex index = index()) {
            follow(chunks(index, TRUSTED), "init", "chunks", "manifests");
            assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0)).hasSize(6);
        }
    }

    @Test
    void without_a_manifest_of_somebody_trusted_nothing_is_anybodys_proof() throws Exception {
        publish(2);
        TrustList others = TrustList.parse(
                "ed25519 " + SigningKey.of(Records.hashOf("x").bytes()).verifyKey() + " node-b");
        try (JsonLinesIndex index = index()) {
            ChunkArchive chunks = chunks(index, others);
            follow(chunks, "init", "chunks");
            assertThat(chunks.manifest(newest("manifests"))).contains("trusted");
            assertThat(index.broadcasts()).isEmpty();
        }
    }

    @Test
    void a_group_whose_bytes_were_altered_on_the_way_is_refused() throws Exception {
        publish(1);
        WholeGroup right = newest("chunks");
        byte[] wrong = right.frames().getFirst().payload().clone();
        wrong[wrong.length - 1] ^= 1;
        try (JsonLinesIndex index = index()) {
            ChunkArchive chunks = chunks(index, TRUSTED);
            assertThat(chunks.chunk(new WholeGroup(right.sequence(), List.of(new Frame(0, wrong)))))
                    .contains("tag");
            assertThat(chunks.refused()).isEqualTo(1);
        }
    }

    @Test
    void without_a_trust_list_it_is_playback_under_our_own_name() throws Exception {
        publish(1);
        try (JsonLinesIndex index = index()) {
            follow(chunks(index, null), "init", "chunks", "manifests");
            assertThat(index.since(Records.KCOP, ArchiveRecord.PROOF_TRACK, 0)).isEmpty();
            assertThat(index.since(Records.KCOP, ReceivedArchive.PLAYBACK_TRACK, 0))
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.sourceNode()).isEqualTo("archiver"));
        }
    }

    @Test
    void a_clear_track_is_archived_with_the_publishers_hashes_as_playback() throws Exception {
        List<PublishedObject> published = publish(1);
        Track catalog = track("la-kcop.hang", HangCatalog.TRACK);
        HangCatalog.Rendition rendition = HangCatalog.renditions(
                        whole(catalog).frames().getFirst().payload())
                .getFirst();
        try (JsonLinesIndex index = index()) {
            ClearArchive clear = new ClearArchive(rendition.track(), rendition.init(), archive(index));
            assertThat(clear.group(whole(track("la-kcop.hang", rendition.track()))))
                    .isNull();
            assertThat(index.since(Records.KCOP, ReceivedArchive.PLAYBACK_TRACK, 0))
                    .extracting(ArchiveRecord::hash)
                    .containsExactly(
                            published.get(0).record().hash(),
                            published.get(1).record().hash());
        }
    }

    private List<PublishedObject> publish(int windows) {
        List<PublishedObject> published = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            stream.publish(Windows.window(Windows.START + i));
            published.addAll(Windows.window(Windows.START + i).objects());
        }
        return published;
    }

    private void follow(ChunkArchive chunks, String... tracks) throws IOException {
        for (String name : tracks) {
            for (Group group : track(VARIANT.toString(), name).from(0)) {
                WholeGroup whole = whole(group);
                assertThat(
                                switch (name) {
                                    case "chunks" -> chunks.chunk(whole);
                                    case "init" -> chunks.init(whole);
                                    default -> chunks.manifest(whole);
                                })
                        .isNull();
            }
        }
    }

    private WholeGroup newest(String name) {
        return whole(track(VARIANT.toString(), name));
    }

    private static WholeGroup whole(Track track) {
        return whole(Objects.requireNonNull(track.newest()));
    }

    private static WholeGroup whole(Group group) {
        return new WholeGroup(group.sequence(), List.of(Objects.requireNonNull(group.frame(0))));
    }

    private Track track(String broadcast, String name) {
        return Objects.requireNonNull(origin.find(broadcast).orElseThrow().track(name));
    }

    private JsonLinesIndex index() {
        return new JsonLinesIndex(root.resolve("manifests"));
    }

    private ReceivedArchive archive(JsonLinesIndex index) throws IOException {
        return new ReceivedArchive(
                new FileObjectStore(root.resolve("cas")),
                index,
                Records.KCOP,
                new SourceIdentity(new Label("archiver"), new Label("s9")),
                CLOCK);
    }

    private ChunkArchive chunks(JsonLinesIndex index, @Nullable TrustList trusted) throws IOException {
        return new ChunkArchive(VARIANT, ObjectCipher.open(VARIANT), trusted, archive(index));
    }
}
