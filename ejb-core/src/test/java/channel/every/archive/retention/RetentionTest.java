package channel.every.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.Records;
import channel.every.archive.file.FaultyDisk;
import channel.every.archive.file.TestArchive;
import channel.every.archive.retention.RetentionRule.Pin;
import channel.every.hash.Blake3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    /** A window every 1001 ms, so 200 windows are some 200 seconds. */
    private static final int WINDOWS = 200;

    @TempDir
    Path directory;

    @Test
    void what_is_older_than_its_age_goes_and_nothing_else() throws IOException {
        TestArchive archive = archived("a");
        RetentionReport report = pass(archive, age(Duration.ofMillis(1001 * 50)));
        assertThat(report.pruned()).isEqualTo(150);
        assertHeldFrom(archive, 150);
        assertThat(pass(archive, age(Duration.ofMillis(1001 * 50))).pruned()).isZero();
    }

    @Test
    void the_oldest_go_while_the_objects_are_too_many_bytes_and_twins_count_once() throws IOException {
        TestArchive archive = archived("a", "b");
        long limit = 130 * Records.media("a", 0).size();
        RetentionReport report = pass(archive, new RetentionRule(null, limit, List.of()));
        long held = held(archive);
        assertThat(held).as("whole minutes go").isBetween(70L, 130L);
        assertHeldFrom(archive, (int) (WINDOWS - held));
        assertThat(report.pruned()).isEqualTo(WINDOWS - held);
    }

    @Test
    void pinned_times_stay() throws IOException {
        TestArchive archive = archived("a");
        Pin pin = new Pin(at(20), at(30));
        pass(archive, new RetentionRule(Duration.ofMillis(1001 * 50), null, List.of(pin)));
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            assertThat(archive.holds(chunk))
                    .as("window %d", chunk)
                    .isEqualTo(chunk >= 150 || chunk >= 20 && chunk < 30);
        }
        pass(archive, age(Duration.ofMillis(1001 * 50)));
        assertHeldFrom(archive, 150);
    }

    @Test
    void what_an_unexpired_record_of_any_index_names_stays() throws IOException {
        TestArchive archive = archived("a");
        archive.append("mirror", Records.of("b", WINDOWS - 1, TestArchive.hash(0)));
        RetentionReport report = pass(archive, age(Duration.ofMillis(1001 * 50)));
        assertThat(report.needed()).isEqualTo(1);
        assertThat(archive.holds(0)).isTrue();
        assertThat(archive.holds(1)).isFalse();
    }

    @Test
    void an_index_that_cannot_be_read_costs_nothing() throws IOException {
        TestArchive archive = archived("a");
        FaultyDisk disk = new FaultyDisk(archive.root());
        disk.unreadable(file -> file.toString().endsWith(".jsonl"));
        TestArchive broken = new TestArchive(disk.root());
        assertThatThrownBy(() -> pass(broken, age(Duration.ofMillis(1001)))).isInstanceOf(IOException.class);
        assertHeldFrom(archive, 0);
    }

    @Test
    void what_was_put_lately_stays_until_it_was_not() throws IOException {
        TestArchive archive = archived("a");
        archive.store().put(TestArchive.object(0));
        Files.setLastModifiedTime(archive.file(0), FileTime.from(at(WINDOWS)));
        RetentionRule rule = age(Duration.ofMillis(1001 * 50));
        assertThat(pass(archive, rule).putLately()).isEqualTo(1);
        assertThat(archive.holds(0)).isTrue();
        Files.setLastModifiedTime(archive.file(0), FileTime.from(Instant.EPOCH));
        assertThat(pass(archive, rule).pruned()).isEqualTo(1);
    }

    @Test
    void objects_without_a_record_and_broadcasts_without_a_limit_are_left_alone() throws IOException {
        TestArchive archive = archived("a");
        archive.store().put("stray".getBytes(StandardCharsets.UTF_8));
        RetentionRules none =
                new RetentionRules(age(Duration.ofSeconds(1)), Map.of(Records.KCOP, RetentionRule.FOR_EVER));
        assertThat(retention(archive, none).pass(() -> false).pruned()).isZero();
        pass(archive, age(Duration.ofMillis(1001)));
        assertThat(archive.store().get(Blake3.hash("stray".getBytes(StandardCharsets.UTF_8))))
                .isPresent();
    }

    @Test
    void a_pass_that_is_stopped_is_gone_on_with() throws IOException {
        TestArchive archive = archived("a");
        RetentionRules rules = new RetentionRules(age(Duration.ofMillis(1001 * 50)), Map.of());
        int[] asked = {0};
        assertThat(retention(archive, rules).pass(() -> ++asked[0] > 10).pruned())
                .isEqualTo(10);
        retention(archive, rules).pass(() -> false);
        assertHeldFrom(archive, 150);
    }

    @Test
    void a_pin_that_ends_before_it_begins_is_refused() {
        assertThatThrownBy(() -> Pin.parse("2026-05-01T20:00:00Z/2026-05-01T19:00:00Z"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pin.parse("yesterday")).hasMessageContaining("\"yesterday\"");
    }

    private TestArchive archived(String... publishers) throws IOException {
        TestArchive archive = new TestArchive(directory.resolve("data"));
        for (String each : publishers) {
            archive.archive(each, 0, WINDOWS);
        }
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            Files.setLastModifiedTime(archive.file(chunk), FileTime.from(Instant.EPOCH));
        }
        return archive;
    }

    private RetentionReport pass(TestArchive archive, RetentionRule rule) throws IOException {
        return retention(archive, new RetentionRules(rule, Map.of())).pass(() -> false);
    }

    private Retention retention(TestArchive archive, RetentionRules rules) {
        return new Retention(archive.data(), archive.store(), rules, InstantSource.fixed(at(WINDOWS)));
    }

    private static Instant at(int chunk) {
        return Instant.ofEpochMilli(Records.media("a", chunk).receivedUnixMs());
    }

    private static RetentionRule age(Duration age) {
        return new RetentionRule(age, null, List.of());
    }

    private static long held(TestArchive archive) throws IOException {
        long held = 0;
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            held += archive.holds(chunk) ? 1 : 0;
        }
        return held;
    }

    private static void assertHeldFrom(TestArchive archive, int first) throws IOException {
        for (int chunk = 0; chunk < WINDOWS; chunk++) {
            assertThat(archive.holds(chunk)).as("window %d", chunk).isEqualTo(chunk >= first);
        }
    }
}
