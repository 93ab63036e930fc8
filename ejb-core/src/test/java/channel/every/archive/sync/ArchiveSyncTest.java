package channel.every.archive.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.Records;
import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Peer;
import channel.every.archive.http.TestPeer;
import channel.every.archive.http.TestPeer.Mood;
import channel.every.archive.http.UrlPolicy;
import channel.every.archive.retention.Retention;
import channel.every.archive.retention.RetentionRule;
import channel.every.archive.retention.RetentionRules;
import channel.every.archive.sync.SyncPolicy.Fill;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSyncTest {
    private static final int WINDOWS = 30;
    private static final SyncPolicy ALL = new SyncPolicy(Set.of(), Fill.ALL, null, null);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void a_peer_is_mirrored_byte_for_byte_with_its_identity_and_the_second_pass_costs_nothing() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        SyncReport first = pass(ALL, peer);
        assertThat(first.complete()).isTrue();
        assertThat(first.fetched()).isEqualTo(WINDOWS);
        assertThat(here("manifests/p0.a/la-kcop/publisher.m4s.jsonl"))
                .hasSameBinaryContentAs(directory.resolve("a/manifests/a/la-kcop/publisher.m4s.jsonl"));
        assertHeld(0, WINDOWS);
        long manifest = peer.manifestBytes.get();
        SyncReport second = pass(ALL, peer);
        assertThat(second.complete()).isTrue();
        assertThat(second.wanted()).isZero();
        assertThat(peer.manifestBytes.get())
                .as("a manifest is not fetched twice")
                .isEqualTo(manifest);
        assertThat(peer.objectBytes.get()).isEqualTo(total(0, WINDOWS)).isEqualTo(first.usefulBytes());
    }

    @Test
    void manifests_of_all_peers_are_here_before_any_object() throws Exception {
        TestPeer a = peer("a", "node-a", 0, WINDOWS);
        a.objectsUntilDeath = 0;
        TestPeer b = peer("b", "node-b", WINDOWS, 2 * WINDOWS);
        pass(ALL, a, b);
        assertThat(here("manifests/p0.a/la-kcop/publisher.m4s.jsonl")).isNotEmptyFile();
        assertHeld(WINDOWS, 2 * WINDOWS);
        for (TestPeer each : List.of(a, b)) {
            int firstObject = indexOf(each.requests, "/v1/objects/");
            assertThat(each.requests.subList(firstObject, each.requests.size()))
                    .noneMatch(request -> request.contains("manifest"));
        }
    }

    @Test
    void what_is_appended_at_the_peer_is_all_that_the_next_pass_fetches() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        pass(ALL, peer);
        long manifest = peer.manifestBytes.get();
        archive("a", "node-a", WINDOWS, WINDOWS + 2);
        SyncReport next = pass(ALL, peer);
        assertThat(next.fetched()).isEqualTo(2);
        assertThat(peer.manifestBytes.get() - manifest).isBetween(1L, 2000L);
        assertHeld(0, WINDOWS + 2);
    }

    @Test
    void a_lying_peer_is_found_out_at_once_and_its_bytes_never_land() throws Exception {
        TestPeer liar = peer("a", "node-a", 0, WINDOWS);
        liar.mood = Mood.LYING;
        TestPeer honest = peer("b", "node-b", 0, WINDOWS);
        SyncReport report = pass(ALL, liar, honest);
        assertThat(report.complete()).isTrue();
        assertHeld(0, WINDOWS);
        assertThat(report.peers().getFirst().state()).isEqualTo("lying");
        assertThat(report.wastedBytes())
                .as("what was in flight when it was found out")
                .isLessThanOrEqualTo(8L * object(0).length);
        assertThat(honest.objectBytes.get()).isEqualTo(total(0, WINDOWS));
    }

    @Test
    void alone_a_liar_gives_nothing() throws Exception {
        TestPeer liar = peer("a", "node-a", 0, WINDOWS);
        liar.mood = Mood.LYING;
        SyncReport report = pass(ALL, liar);
        assertThat(report.complete()).isFalse();
        assertThat(report.missing()).isEqualTo(WINDOWS);
        assertThat(here("cas/objects")).doesNotExist();
    }

    @Test
    void what_a_truncating_peer_began_another_one_completes() throws Exception {
        TestPeer cutter = peer("a", "node-a", 0, WINDOWS);
        cutter.mood = Mood.TRUNCATED;
        TestPeer whole = peer("b", "node-b", 0, WINDOWS);
        SyncReport report = pass(ALL, cutter, whole);
        assertThat(report.complete()).isTrue();
        assertHeld(0, WINDOWS);
        assertThat(cutter.objectBytes.get()).isPositive();
        assertThat(cutter.objectBytes.get() + whole.objectBytes.get())
                .as("no byte was sent twice")
                .isEqualTo(total(0, WINDOWS));
        assertThat(report.wastedBytes()).isZero();
    }

    @Test
    void a_peer_that_dies_and_returns_is_gone_on_with() throws Exception {
        TestPeer mortal = peer("a", "node-a", 0, WINDOWS);
        mortal.objectsUntilDeath = WINDOWS / 2;
        SyncReport cut = pass(ALL, mortal);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.fetched()).isEqualTo(WINDOWS / 2);
        mortal.close();
        SyncReport gone = pass(ALL, mortal);
        assertThat(gone.complete()).isFalse();
        assertThat(gone.peers().getFirst().state()).isEqualTo("failing");
        TestPeer returned = new TestPeer(directory.resolve("a"), mortal.port());
        open.add(returned);
        SyncReport last = pass(ALL, returned);
        assertThat(last.complete()).isTrue();
        assertHeld(0, WINDOWS);
        assertThat(mortal.objectBytes.get() + returned.objectBytes.get()).isEqualTo(total(0, WINDOWS));
        assertThat(returned.manifestBytes.get()).as("the manifest was here").isZero();
    }

    @Test
    void a_slow_peer_holds_up_nobody_for_longer_than_the_patience() throws Exception {
        TestPeer slow = peer("a", "node-a", 0, WINDOWS);
        slow.mood = Mood.SLOW;
        TestPeer quick = peer("b", "node-b", 0, WINDOWS);
        SyncReport report = pass(ALL, Duration.ofMillis(700), slow, quick);
        assertThat(report.complete()).isTrue();
        assertHeld(0, WINDOWS);
        assertThat(report.peers().getFirst().state()).isEqualTo("failing");
    }

    @Test
    void an_older_peer_is_asked_for_no_more_than_it_can() throws Exception {
        TestPeer older = peer("a", "node-a", 0, WINDOWS);
        older.mood = Mood.OLDER;
        SyncReport unnamed = pass(ALL, older);
        assertThat(unnamed.complete()).isFalse();
        assertThat(unnamed.peers().getFirst().error()).contains("is older").contains("name the broadcasts");
        SyncPolicy named = new SyncPolicy(Set.of(Records.KCOP), Fill.ALL, null, null);
        SyncReport report = pass(named, older);
        assertThat(report.complete()).isTrue();
        assertThat(report.peers().getFirst().state()).isEqualTo("older");
        assertHeld(0, WINDOWS);
        assertThat(older.requests).noneMatch(each -> each.contains("source=") || each.contains("after=" + "0"));
        archive("a", "node-a", WINDOWS, WINDOWS + 3);
        assertThat(pass(named, older).fetched()).isEqualTo(3);
        assertThat(here("manifests/p0/la-kcop/publisher.m4s.jsonl"))
                .as("what was here of it is not appended again")
                .hasSameBinaryContentAs(directory.resolve("a/manifests/a/la-kcop/publisher.m4s.jsonl"));
    }

    @Test
    void objects_come_from_whichever_peer_has_them() throws Exception {
        TestPeer a = peer("a", "node-a", 0, WINDOWS);
        TestPeer b = peer("b", "node-b", 0, WINDOWS);
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            Files.delete(file(chunk % 2 == 0 ? "a" : "b", chunk));
        }
        assertThat(pass(ALL, a, b).complete()).isTrue();
        assertHeld(0, WINDOWS);
        assertThat(a.objectBytes.get() + b.objectBytes.get()).isEqualTo(total(0, WINDOWS));
    }

    @Test
    void an_index_that_was_replaced_is_set_aside_and_mirrored_anew() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        pass(ALL, peer);
        Path file = directory.resolve("a/manifests/a/la-kcop/publisher.m4s.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(7, lines.size()));
        assertThat(pass(ALL, peer).complete()).isTrue();
        Path copy = here("manifests/p0.a/la-kcop/publisher.m4s.jsonl");
        assertThat(copy).hasSameBinaryContentAs(file);
        assertThat(copy.resolveSibling("publisher.m4s.jsonl.replaced-1")).hasContent(String.join("\n", lines));
    }

    @Test
    void a_page_that_leads_elsewhere_is_not_followed() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        peer.mood = Mood.MISLEADING;
        SyncReport report = pass(ALL, peer);
        assertThat(report.complete()).isFalse();
        assertThat(report.peers().getFirst().error())
                .contains("169.254.169.254")
                .contains("not its own");
    }

    @Test
    void a_copy_never_goes_into_a_publishers_own_index() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        archive("here", "p0.a", "own", 0, 3);
        SyncReport report = pass(ALL, peer);
        assertThat(report.complete()).isFalse();
        assertThat(report.peers().getFirst().error()).contains("a publisher's own index");
    }

    @Test
    void windows_that_are_missing_here_are_taken_from_a_peer_that_agrees_around_them() throws Exception {
        archive("here", "own", "own", 0, 10);
        archive("here", "own", "own", 15, WINDOWS);
        TestPeer agrees = peer("a", "node-a", 0, WINDOWS);
        SyncReport report = pass(backfill(), agrees);
        assertThat(report.fetched()).isEqualTo(5);
        assertHeld(0, WINDOWS);
        assertThat(agrees.objectBytes.get()).isEqualTo(total(10, 15));
    }

    @Test
    void windows_are_not_taken_from_a_peer_that_contradicts_us_around_them() throws Exception {
        archive("here", "own", "own", 0, 10);
        archive("here", "own", "own", 15, WINDOWS);
        TestPeer differs = peer("a", "node-a", 0, 9);
        append("a", "a", record("node-a", 9, Blake3.hash(object(99))));
        archive("a", "node-a", 10, WINDOWS);
        assertThat(pass(backfill(), differs).wanted()).isZero();
    }

    @Test
    void a_window_that_is_damaged_here_is_taken_from_a_peer() throws Exception {
        archive("here", "own", "own", 0, WINDOWS);
        FileObjectStore store = new FileObjectStore(here("cas"));
        Files.writeString(file("here", 3), "rot");
        assertThat(store.quarantine(Blake3.hash(object(3)))).isTrue();
        assertThat(pass(backfill(), peer("a", "node-a", 0, WINDOWS)).fetched()).isEqualTo(1);
        assertHeld(0, WINDOWS);
    }

    @Test
    void what_is_older_than_wanted_is_not_fetched() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, WINDOWS);
        SyncPolicy young = new SyncPolicy(Set.of(), Fill.ALL, Duration.ofMillis(1001 * 10), null);
        assertThat(pass(young, peer).fetched()).isEqualTo(10);
        assertHeld(WINDOWS - 10, WINDOWS);
    }

    @Test
    void what_retention_took_away_is_not_fetched_again() throws Exception {
        TestPeer peer = peer("a", "node-a", 0, 200);
        RetentionRules rules = new RetentionRules(
                new RetentionRule(null, 100 * Records.media("a", 0).size(), List.of()), Map.of());
        DataDirectory data = new DataDirectory(directory.resolve("here"));
        InstantSource tomorrow = InstantSource.fixed(Instant.now().plus(Duration.ofDays(1)));
        Retention retention = new Retention(data, new FileObjectStore(data.cas()), rules, tomorrow);
        assertThat(pass(ALL, peer).fetched()).isEqualTo(200);
        long pruned = retention.pass(() -> false).pruned();
        assertThat(pruned).isBetween(100L, 160L);
        assertThat(pass(ALL, peer).wanted()).isZero();
        assertThat(retention.pass(() -> false).pruned()).isZero();
    }

    @Test
    void a_backfill_without_a_largest_age_is_refused() {
        assertThatThrownBy(() -> new SyncPolicy(Set.of(), Fill.BACKFILL, null, null))
                .hasMessageContaining("largest age");
    }

    private static SyncPolicy backfill() {
        return new SyncPolicy(Set.of(), Fill.BACKFILL, Duration.ofHours(1), null);
    }

    private SyncReport pass(SyncPolicy policy, TestPeer... peers) throws Exception {
        return pass(policy, PATIENCE, peers);
    }

    private SyncReport pass(SyncPolicy policy, Duration patience, TestPeer... peers) throws Exception {
        List<URI> urls = Arrays.stream(peers).map(TestPeer::url).toList();
        try (BoundedClient client = new BoundedClient(UrlPolicy.originsOf(urls), patience)) {
            List<Peer> asked = new ArrayList<>();
            for (URI url : urls) {
                asked.add(new Peer(new Label("p" + asked.size()), url, null, client));
            }
            DataDirectory data = new DataDirectory(directory.resolve("here"));
            Instant now = Instant.ofEpochMilli(Records.media("a", WINDOWS - 1).receivedUnixMs() + 1000);
            return new ArchiveSync(data, new FileObjectStore(data.cas()), policy, InstantSource.fixed(now))
                    .pass(asked, (fetched, wanted) -> {}, () -> false);
        }
    }

    /** A peer with the windows of a publisher named like its directory. */
    private TestPeer peer(String name, String node, int from, int to) throws IOException {
        archive(name, node, from, to);
        TestPeer peer = new TestPeer(directory.resolve(name), 0);
        open.add(peer);
        return peer;
    }

    private void archive(String data, String node, int from, int to) throws IOException {
        archive(data, data, node, from, to);
    }

    private void archive(String data, String publisher, String node, int from, int to) throws IOException {
        List<byte[]> objects = new ArrayList<>();
        List<ArchiveRecord> records = new ArrayList<>();
        for (int chunk = from; chunk < to; chunk++) {
            objects.add(object(chunk));
            records.add(record(node, chunk, Blake3.hash(object(chunk))));
        }
        new FileObjectStore(directory.resolve(data).resolve("cas")).putAll(objects);
        append(data, publisher, records.toArray(ArchiveRecord[]::new));
    }

    private void append(String data, String publisher, ArchiveRecord... records) throws IOException {
        try (JsonLinesIndex index =
                new JsonLinesIndex(directory.resolve(data).resolve("manifests").resolve(publisher))) {
            index.append(List.of(records));
        }
    }

    private static ArchiveRecord record(String node, int chunk, Blake3Hash hash) {
        return Records.of(node, chunk, hash);
    }

    private static byte[] object(int chunk) {
        return ("window " + chunk + ' ').repeat(500).getBytes(StandardCharsets.UTF_8);
    }

    private static long total(int from, int to) {
        long bytes = 0;
        for (int chunk = from; chunk < to; chunk++) {
            bytes += object(chunk).length;
        }
        return bytes;
    }

    private void assertHeld(int from, int to) throws IOException {
        FileObjectStore store = new FileObjectStore(here("cas"));
        for (int chunk = from; chunk < to; chunk++) {
            assertThat(store.get(Blake3.hash(object(chunk)))).hasValue(object(chunk));
        }
    }

    private Path file(String data, int chunk) {
        Blake3Hash hash = Blake3.hash(object(chunk));
        return directory.resolve(data).resolve("cas").resolve(new CasPath(hash).toString());
    }

    private Path here(String path) {
        return directory.resolve("here").resolve(path);
    }

    private static int indexOf(List<String> requests, String prefix) {
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).startsWith(prefix)) {
                return i;
            }
        }
        return requests.size();
    }
}
