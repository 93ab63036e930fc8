package channel.every.archive.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.CorruptObjectException;
import channel.every.archive.KeptStore;
import channel.every.archive.ObjectSource;
import channel.every.archive.PruneOutcome;
import channel.every.archive.PutOutcome;
import channel.every.archive.Records;
import channel.every.archive.StoredObject;
import channel.every.archive.file.FileObjectStore;
import channel.every.archive.file.TestArchive;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveScrubTest {
    private static final int WINDOWS = 20;

    @TempDir
    Path directory;

    private TestArchive archive;
    private TestArchive twin;
    private long nowMs = Records.media("a", WINDOWS).receivedUnixMs();

    @BeforeEach
    void archive() throws IOException {
        archive = new TestArchive(directory.resolve("here"));
        twin = new TestArchive(directory.resolve("twin"));
        archive.archive("a", 0, WINDOWS);
        twin.archive("a", 0, WINDOWS);
    }

    @Test
    void a_whole_archive_is_found_whole() throws Exception {
        ScrubReport report = scrub(List.of(), () -> false);
        assertThat(report.complete()).isTrue();
        assertThat(report.whole()).isTrue();
        assertThat(report.checked()).isEqualTo(WINDOWS);
    }

    @Test
    void rotten_and_missing_objects_are_put_aside_and_got_anew_by_their_hash() throws Exception {
        Files.writeString(archive.file(3), "rot");
        Files.delete(archive.file(5));
        ScrubReport report = scrub(List.of(twin.store()), () -> false);
        assertThat(report.bad()).isEqualTo(1);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.repaired()).isEqualTo(2);
        assertThat(report.whole()).isTrue();
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            assertThat(archive.holds(chunk)).isTrue();
        }
        assertThat(archive.data().cas().resolve("quarantine/" + TestArchive.hash(3) + ".bin"))
                .hasContent("rot");
    }

    @Test
    void what_nobody_gives_is_named_and_never_replaced_by_wrong_bytes() throws Exception {
        Files.writeString(archive.file(3), "rot");
        ObjectSource liar = hash -> Optional.of("something else".getBytes());
        ScrubReport report = scrub(List.of(liar), () -> false);
        assertThat(report.whole()).isFalse();
        assertThat(report.lost()).containsExactly(TestArchive.hash(3).toString());
        assertThat(archive.holds(3)).isFalse();
        assertThat(scrub(List.of(), () -> false).missing())
                .as("the next cycle finds it missing")
                .isEqualTo(1);
    }

    @Test
    void an_object_is_bad_only_if_it_is_read_wrong_twice() throws Exception {
        Watched store = new Watched();
        store.wrongOnce = TestArchive.hash(7);
        ScrubReport report = scrub(store, List.of(), () -> false);
        assertThat(report.flaky()).isEqualTo(1);
        assertThat(report.bad()).isZero();
        assertThat(archive.holds(7)).isTrue();
    }

    @Test
    void new_data_is_read_before_old() throws Exception {
        scrub(List.of(), () -> false);
        nowMs = Records.media("a", WINDOWS + 5).receivedUnixMs();
        archive.archive("a", WINDOWS, WINDOWS + 3);
        Watched store = new Watched();
        scrub(store, List.of(), () -> false);
        assertThat(store.read.subList(0, 3))
                .containsExactly(
                        TestArchive.hash(WINDOWS + 2), TestArchive.hash(WINDOWS + 1), TestArchive.hash(WINDOWS));
        assertThat(store.read)
                .as("nothing is read twice")
                .doesNotHaveDuplicates()
                .hasSize(WINDOWS + 3);
    }

    @Test
    void a_scrub_that_is_stopped_goes_on_where_it_was() throws Exception {
        scrub(List.of(), () -> false);
        nowMs += 60_000;
        Watched first = new Watched();
        ScrubReport cut = scrub(first, List.of(), () -> first.read.size() == 8);
        assertThat(cut.complete()).isFalse();
        Watched second = new Watched();
        ScrubReport rest = scrub(second, List.of(), () -> false);
        assertThat(rest.complete()).isTrue();
        assertThat(rest.checked()).isEqualTo(WINDOWS);
        List<Blake3Hash> all = new ArrayList<>(first.read);
        all.addAll(second.read);
        assertThat(all).doesNotHaveDuplicates().hasSize(WINDOWS);
    }

    @Test
    void a_rate_is_kept_by_pausing() throws Exception {
        long[] now = {1000};
        RateLimit rate = new RateLimit(10_000, () -> Instant.ofEpochMilli(now[0]), millis -> now[0] += millis);
        for (int i = 0; i < 50; i++) {
            rate.took(1000);
        }
        assertThat(now[0]).isEqualTo(1000 + 5000);
    }

    private ScrubReport scrub(List<? extends ObjectSource> sources, BooleanSupplier stopping) throws Exception {
        return scrub(archive.store(), sources, stopping);
    }

    private ScrubReport scrub(KeptStore store, List<? extends ObjectSource> sources, BooleanSupplier stopping)
            throws Exception {
        InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
        return new ArchiveScrub(archive.data(), store, sources, new RateLimit(0, clock, millis -> {}), clock)
                .run(soFar -> {}, stopping);
    }

    /** The archive's store, as it is read. */
    private final class Watched implements KeptStore {
        private final FileObjectStore store = archive.store();
        private final List<Blake3Hash> read = new ArrayList<>();
        private Blake3Hash wrongOnce = Records.hashOf("none");

        @Override
        public Optional<byte[]> get(Blake3Hash hash) throws IOException {
            return store.get(hash);
        }

        @Override
        public Optional<byte[]> getFromMedium(Blake3Hash hash) throws IOException {
            if (hash.equals(wrongOnce)) {
                wrongOnce = Records.hashOf("none");
                throw new CorruptObjectException(hash, wrongOnce);
            }
            read.add(hash);
            return store.getFromMedium(hash);
        }

        @Override
        public PutOutcome put(byte[] object) throws IOException {
            return store.put(object);
        }

        @Override
        public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
            return store.findMissing(hashes);
        }

        @Override
        public void each(@Nullable Blake3Hash after, Predicate<StoredObject> visitor) throws IOException {
            store.each(after, visitor);
        }

        @Override
        public boolean quarantine(Blake3Hash hash) throws IOException {
            return store.quarantine(hash);
        }

        @Override
        public PruneOutcome prune(Blake3Hash hash, Instant unlessPutSince) throws IOException {
            return store.prune(hash, unlessPutSince);
        }
    }
}
