package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.hash.Blake3Hash;
import channel.every.metrics.PrometheusText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeteredStoreTest extends ObjectStoreContract {
    private final MemoryStore memory = new MemoryStore();
    private final MeteredStore metered = new MeteredStore(new VerifyingStore(memory));

    @Override
    protected ObjectStore store() {
        return metered;
    }

    @Test
    void what_goes_through_is_counted() throws IOException {
        Blake3Hash hash = metered.put(HELLO).hash();
        metered.putAll(List.of(HELLO, new byte[3]));
        metered.get(hash);
        memory.objects.put(hash, new byte[1]);
        assertThatThrownBy(() -> metered.get(hash)).isInstanceOf(CorruptObjectException.class);
        memory.broken = true;
        assertThatThrownBy(() -> metered.get(hash)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> metered.put(HELLO)).isInstanceOf(IOException.class);
        assertThat(PrometheusText.render(metered.metrics(Map.of("store", "main"))))
                .contains("every_channel_store_objects_stored_total{store=\"main\"} 2")
                .contains("every_channel_store_stored_bytes_total{store=\"main\"} 8")
                .contains("every_channel_store_objects_already_there_total{store=\"main\"} 1")
                .contains("every_channel_store_objects_read_total{store=\"main\"} 1")
                .contains("every_channel_store_read_bytes_total{store=\"main\"} 5")
                .contains("every_channel_store_put_failures_total{store=\"main\"} 1")
                .contains("every_channel_store_read_failures_total{store=\"main\"} 1")
                .contains("every_channel_store_corrupt_reads_total{store=\"main\"} 1");
    }
}
