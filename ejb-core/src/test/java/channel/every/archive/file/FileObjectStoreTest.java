package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.CasPath;
import channel.every.archive.CorruptObjectException;
import channel.every.archive.ObjectStore;
import channel.every.archive.ObjectStoreContract;
import channel.every.archive.PruneOutcome;
import channel.every.archive.PutOutcome;
import channel.every.archive.Records;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
    @TempDir
    Path directory;

    @Override
    protected ObjectStore store() {
        return new FileObjectStore(directory.resolve("cas"));
    }

    @Test
    void an_object_lies_where_the_format_says_for_all_to_read() throws IOException {
        // b3sum says so of "hello".
        String hash = "ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f";
        store().put(HELLO);
        Path file = directory.resolve("cas/objects/blake3/ea/" + hash + ".bin");
        assertThat(file).hasBinaryContent(HELLO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(temp()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void an_object_with_any_bit_flipped_is_never_served() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = store.put(HELLO).hash();
        for (int bit = 0; bit < 8 * HELLO.length; bit++) {
            byte[] rotten = HELLO.clone();
            rotten[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(hash), rotten);
            assertThatThrownBy(() -> store.get(hash))
                    .isInstanceOf(CorruptObjectException.class)
                    .hasMessageContaining(hash.toString());
        }
    }

    @Test
    void an_object_cut_or_grown_is_never_served() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = store.put(HELLO).hash();
        for (byte[] wrong : List.of(new byte[0], "hell".getBytes(), "hello ".getBytes())) {
            Files.write(file(hash), wrong);
            assertThatThrownBy(() -> store.get(hash)).isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void a_put_over_rotten_bytes_puts_them_aside_and_stores_anew() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = store.put(HELLO).hash();
        Files.writeString(file(hash), "rot 1");
        assertThat(store.put(HELLO)).isEqualTo(new PutOutcome.Stored(hash));
        Files.writeString(file(hash), "rot 2");
        assertThat(store.put(HELLO)).isEqualTo(new PutOutcome.Stored(hash));
        assertThat(store.get(hash)).hasValue(HELLO);
        assertThat(directory.resolve("cas/quarantine/" + hash + ".bin")).hasContent("rot 1");
        assertThat(directory.resolve("cas/quarantine/" + hash + "-2.bin")).hasContent("rot 2");
    }

    @Test
    void a_symbolic_link_in_place_of_an_object_is_refused() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = store.put(HELLO).hash();
        Path elsewhere = Files.write(directory.resolve("elsewhere"), HELLO);
        Files.delete(file(hash));
        Files.createSymbolicLink(file(hash), elsewhere);
        assertThatThrownBy(() -> store.get(hash))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> store.put(HELLO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> store.findMissing(List.of(hash))).isInstanceOf(IOException.class);
    }

    @Test
    void a_symbolic_link_in_place_of_a_folder_is_refused_and_nothing_is_written_beyond_it() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        for (String folder : List.of("cas/objects", "cas/objects/blake3", "cas/objects/blake3/ea")) {
            Path link = directory.resolve(folder);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, elsewhere);
            ObjectStore store = store();
            assertThatThrownBy(() -> store.put(HELLO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("symbolic link")
                    .hasMessageContaining(folder);
            assertThatThrownBy(() -> store.get(Blake3.hash(HELLO))).hasMessageContaining("symbolic link");
            assertThat(files("elsewhere")).isEmpty();
            Files.delete(link);
        }
    }

    @Test
    void a_root_may_be_a_symbolic_link_itself() throws IOException {
        Files.createDirectory(directory.resolve("disk"));
        Files.createSymbolicLink(directory.resolve("cas"), directory.resolve("disk"));
        store().put(HELLO);
        assertThat(store().get(Blake3.hash(HELLO))).hasValue(HELLO);
    }

    @Test
    void what_a_crash_left_half_written_is_removed_at_the_next_start() throws IOException {
        Path left = Files.createDirectories(directory.resolve("cas/tmp/123-1780000000000"));
        Files.writeString(left.resolve("put-1.tmp"), "half");
        store();
        assertThat(left).doesNotExist();
    }

    @Test
    void a_second_store_leaves_alone_what_the_first_is_writing() throws IOException {
        store().put(HELLO);
        Path writing = Files.writeString(temp().resolve("put-456.tmp"), "in progress");
        store().put(new byte[] {1});
        assertThat(writing).exists();
    }

    @Test
    void a_store_goes_on_when_someone_removed_its_temporary_files() throws IOException {
        ObjectStore store = store();
        store.put(HELLO);
        Files.delete(temp().resolve(".lock"));
        Files.delete(temp());
        store.put(new byte[] {1});
        assertThat(store.get(Blake3.hash(new byte[] {1}))).isPresent();
    }

    @Test
    void a_root_that_cannot_be_written_is_named_with_the_cause() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        ObjectStore store = new FileObjectStore(file.resolve("cas"));
        assertThatThrownBy(() -> store.put(HELLO))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot store in " + file.resolve("cas") + ": ")
                .hasMessageContaining(file.toString());
    }

    @Test
    void objects_are_shown_in_order_of_their_hashes_from_any_of_them_on() throws IOException {
        FileObjectStore store = new FileObjectStore(directory.resolve("cas"));
        List<Blake3Hash> put = new ArrayList<>();
        for (byte i = 0; i < 40; i++) {
            put.add(store.put(new byte[] {i}).hash());
        }
        put.sort(null);
        Path folder = Files.createDirectories(directory.resolve("cas/objects/blake3/ff"));
        Files.writeString(folder.resolve("notes.txt"), "not an object");
        List<Blake3Hash> seen = new ArrayList<>();
        store.each(null, each -> seen.add(each.hash()) && seen.size() < 7);
        assertThat(seen).isEqualTo(put.subList(0, 7));
        store.each(seen.getLast(), each -> seen.add(each.hash()));
        assertThat(seen).isEqualTo(put);
    }

    @Test
    void only_wrong_bytes_are_quarantined() throws IOException {
        FileObjectStore store = new FileObjectStore(directory.resolve("cas"));
        Blake3Hash hash = store.put(HELLO).hash();
        assertThat(store.quarantine(hash)).isFalse();
        assertThat(store.get(hash)).hasValue(HELLO);
        Files.writeString(file(hash), "rot");
        assertThat(store.quarantine(hash)).isTrue();
        assertThat(store.findMissing(List.of(hash))).containsExactly(hash);
        assertThat(directory.resolve("cas/quarantine/" + hash + ".bin")).hasContent("rot");
        assertThat(store.quarantine(hash)).isFalse();
    }

    @Test
    void an_object_is_pruned_unless_it_was_put_since() throws IOException {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        FileObjectStore store = new FileObjectStore(directory.resolve("cas"), () -> now[0]);
        Blake3Hash hash = store.put(HELLO).hash();
        store.put(HELLO);
        assertThat(store.prune(hash, now[0])).isEqualTo(new PruneOutcome.PutLately());
        Instant later = now[0].plusSeconds(1);
        now[0] = later.plusSeconds(1);
        store.put(HELLO);
        assertThat(store.prune(hash, later)).isEqualTo(new PruneOutcome.PutLately());
        assertThat(store.get(hash)).hasValue(HELLO);
        assertThat(store.prune(hash, now[0].plusSeconds(1))).isEqualTo(new PruneOutcome.Pruned(HELLO.length));
        assertThat(store.prune(hash, now[0])).isEqualTo(new PruneOutcome.Absent());
        assertThat(store.findMissing(List.of(hash))).containsExactly(hash);
    }

    @Test
    void a_put_that_a_prune_races_is_never_lost() throws Exception {
        FileObjectStore store = new FileObjectStore(directory.resolve("cas"));
        Blake3Hash hash = Blake3.hash(HELLO);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 300; i++) {
                store.put(HELLO);
                Files.setLastModifiedTime(file(hash), FileTime.from(Instant.EPOCH));
                Future<PutOutcome> put = threads.submit(() -> store.put(HELLO));
                Future<PruneOutcome> pruned = threads.submit(() -> store.prune(hash, Instant.EPOCH.plusSeconds(9)));
                put.get();
                pruned.get();
                assertThat(store.get(hash)).hasValue(HELLO);
            }
        }
    }

    @Test
    void an_object_that_a_crash_left_on_its_way_out_is_given_back() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        Path left = Files.createDirectories(directory.resolve("cas/tmp/123-1780000000000"));
        Files.move(file(hash), left.resolve("prune-" + hash));
        assertThat(store().get(hash)).hasValue(HELLO);
        assertThat(left).doesNotExist();
    }

    @Test
    void objects_of_every_length_around_a_block_come_back() throws IOException {
        ObjectStore store = store();
        for (int length : new int[] {1, 511, 4095, 4096, 4097, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000}) {
            byte[] object = new byte[length];
            Arrays.fill(object, (byte) length);
            assertThat(store.get(store.put(object).hash())).hasValue(object);
        }
    }

    @Test
    void a_store_that_does_not_exist_is_empty_and_looking_does_not_make_it() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = Records.hashOf("absent");
        assertThat(store.get(hash)).isEmpty();
        assertThat(store.findMissing(List.of(hash))).containsExactly(hash);
        assertThat(directory.resolve("cas")).doesNotExist();
    }

    private Path file(Blake3Hash hash) {
        return directory.resolve("cas").resolve(new CasPath(hash).toString());
    }

    /** Where this process writes first. */
    private Path temp() throws IOException {
        try (Stream<Path> areas = Files.list(directory.resolve("cas/tmp"))) {
            return areas.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private List<String> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
