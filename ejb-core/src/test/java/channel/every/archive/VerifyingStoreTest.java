package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifyingStoreTest extends ObjectStoreContract {
    private final MemoryStore memory = new MemoryStore();

    @Override
    protected ObjectStore store() {
        return new VerifyingStore(memory);
    }

    @Test
    void bytes_that_do_not_have_their_hash_are_never_given() throws IOException {
        Blake3Hash hash = store().put(HELLO).hash();
        for (int bit = 0; bit < 8 * HELLO.length; bit++) {
            byte[] flipped = HELLO.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            memory.objects.put(hash, flipped);
            assertThatThrownBy(() -> store().get(hash)).isInstanceOf(CorruptObjectException.class);
        }
    }

    @Test
    void a_store_that_says_it_took_something_else_is_not_believed() {
        Blake3Hash wrong = Records.hashOf("something else");
        ObjectStore liar = new ObjectStore() {
            @Override
            public PutOutcome put(byte[] object) {
                return new PutOutcome.Stored(wrong);
            }

            @Override
            public Optional<byte[]> get(Blake3Hash hash) {
                return Optional.empty();
            }

            @Override
            public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) {
                return Set.of();
            }
        };
        assertThatThrownBy(() -> new VerifyingStore(liar).put(HELLO)).hasMessageContaining(wrong.toString());
        assertThatThrownBy(() -> new VerifyingStore(liar).putAll(List.of(HELLO)))
                .hasMessageContaining(wrong.toString());
        assertThat(memory.objects).isEmpty();
    }
}
