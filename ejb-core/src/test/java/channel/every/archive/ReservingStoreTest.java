package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReservingStoreTest extends ObjectStoreContract {
    private final MemoryStore memory = new MemoryStore();
    private final AtomicLong free = new AtomicLong(1 << 30);
    private final ReservingStore reserving = new ReservingStore(memory, free::get, 100 << 20);

    @Override
    protected ObjectStore store() {
        return reserving;
    }

    @Test
    void writing_stops_at_the_reserve_and_reading_does_not() throws IOException {
        reserving.put(HELLO);
        free.set(99 << 20);
        assertThatThrownBy(() -> reserving.put(new byte[1]))
                .isInstanceOf(StoreFullException.class)
                .hasMessageContaining("99 MiB are free")
                .hasMessageContaining("goes on at 125 MiB");
        assertThat(reserving.refused()).isEqualTo(1);
        assertThat(reserving.get(Blake3.hash(HELLO))).hasValue(HELLO);
        assertThat(reserving.findMissing(List.of(Blake3.hash(HELLO)))).isEmpty();
    }

    @Test
    void writing_goes_on_when_there_is_room_again_beyond_the_reserve() throws IOException {
        free.set(0);
        assertThat(reserving.full()).isTrue();
        free.set(101 << 20);
        assertThat(reserving.full()).as("just above the reserve").isTrue();
        free.set(125 << 20);
        reserving.put(HELLO);
        assertThat(reserving.full()).isFalse();
    }
}
