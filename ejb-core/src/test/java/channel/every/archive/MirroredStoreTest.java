package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirroredStoreTest extends ObjectStoreContract {
    private final MemoryStore left = new MemoryStore();
    private final MemoryStore right = new MemoryStore();

    @Override
    protected ObjectStore store() {
        return new MirroredStore(List.of(new VerifyingStore(left), new VerifyingStore(right)));
    }

    @Test
    void an_object_is_acknowledged_once_every_mirror_holds_it() throws IOException {
        store().put(HELLO);
        assertThat(left.objects).containsOnlyKeys(Blake3.hash(HELLO));
        assertThat(right.objects).containsOnlyKeys(Blake3.hash(HELLO));
    }

    @Test
    void a_mirror_that_fails_costs_the_acknowledgement_and_not_the_other_copy() {
        left.broken = true;
        assertThatThrownBy(() -> store().put(HELLO)).isInstanceOf(IOException.class);
        assertThat(right.objects).containsOnlyKeys(Blake3.hash(HELLO));
    }

    @Test
    void a_rotten_or_missing_copy_is_answered_from_the_other_mirror_and_healed() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        left.objects.clear();
        assertThat(store().get(hash)).hasValue(HELLO);
        assertThat(left.objects.get(hash)).isEqualTo(HELLO);
    }

    @Test
    void a_mirror_that_cannot_be_read_hides_behind_one_that_can() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        left.broken = true;
        assertThat(store().get(hash)).hasValue(HELLO);
        right.objects.clear();
        assertThatThrownBy(() -> store().get(hash))
                .as("absent is only what every mirror says is absent")
                .isInstanceOf(IOException.class);
    }

    @Test
    void what_one_mirror_lacks_is_missing() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        right.objects.clear();
        assertThat(store().findMissing(List.of(hash))).containsExactly(hash);
    }

    @Test
    void one_mirror_is_none() {
        assertThatThrownBy(() -> new MirroredStore(List.of(left))).isInstanceOf(IllegalArgumentException.class);
    }
}
