package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.PutOutcome.AlreadyThere;
import channel.every.archive.PutOutcome.Stored;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store keeps to. */
public abstract class ObjectStoreContract {
    /** The store under test, empty when the test begins; always over the same objects. */
    protected abstract ObjectStore store() throws IOException;

    protected static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void an_object_is_got_back_by_the_hash_of_its_bytes() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = Blake3.hash(HELLO);
        assertThat(store.put(HELLO)).isEqualTo(new Stored(hash));
        assertThat(store.get(hash)).hasValue(HELLO);
    }

    @Test
    void the_empty_object_is_an_object() throws IOException {
        ObjectStore store = store();
        Blake3Hash hash = store.put(new byte[0]).hash();
        assertThat(store.get(hash)).hasValue(new byte[0]);
    }

    @Test
    void equal_bytes_of_a_second_source_are_already_there() throws IOException {
        ObjectStore store = store();
        store.put(HELLO);
        assertThat(store.put(HELLO.clone())).isEqualTo(new AlreadyThere(Blake3.hash(HELLO)));
    }

    @Test
    void an_object_that_was_never_put_is_absent_and_missing() throws IOException {
        ObjectStore store = store();
        Blake3Hash there = store.put(HELLO).hash();
        Blake3Hash absent = Records.hashOf("never put");
        assertThat(store.get(absent)).isEmpty();
        assertThat(store.findMissing(List.of(there, absent))).containsExactly(absent);
    }

    @Test
    void objects_put_together_have_outcomes_in_their_order() throws IOException {
        ObjectStore store = store();
        byte[] other = {1, 2, 3};
        store.put(other);
        assertThat(store.putAll(List.of(HELLO, other, HELLO)))
                .containsExactly(
                        new Stored(Blake3.hash(HELLO)),
                        new AlreadyThere(Blake3.hash(other)),
                        new AlreadyThere(Blake3.hash(HELLO)));
        assertThat(store.get(Blake3.hash(HELLO))).hasValue(HELLO);
    }

    @Test
    void an_object_over_the_limit_is_refused() throws IOException {
        ObjectStore store = store();
        byte[] huge = new byte[ObjectStore.MAX_OBJECT_BYTES + 1];
        assertThatThrownBy(() -> store.put(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("67108865");
    }

    @Test
    void a_store_opened_anew_holds_what_was_put() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        assertThat(store().get(hash)).hasValue(HELLO);
    }

    @Test
    void writers_of_the_same_objects_do_not_disturb_each_other() throws Exception {
        List<Callable<List<PutOutcome>>> writers = new ArrayList<>();
        List<byte[]> objects = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            objects.add(("object " + i).getBytes(StandardCharsets.UTF_8));
        }
        for (int writer = 0; writer < 4; writer++) {
            ObjectStore store = store();
            writers.add(() -> {
                List<PutOutcome> outcomes = new ArrayList<>();
                for (byte[] object : objects) {
                    outcomes.add(store.put(object));
                }
                return outcomes;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<PutOutcome>> each : threads.invokeAll(writers)) {
                assertThat(each.get()).hasSize(20);
            }
        }
        for (byte[] object : objects) {
            assertThat(store().get(Blake3.hash(object))).hasValue(object);
        }
    }
}
