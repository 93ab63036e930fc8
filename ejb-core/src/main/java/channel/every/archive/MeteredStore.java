package channel.every.archive;

import channel.every.hash.Blake3Hash;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes through a store. */
public final class MeteredStore implements ObjectStore {
    private final ObjectStore store;
    private final LongAdder stored = new LongAdder();
    private final LongAdder storedBytes = new LongAdder();
    private final LongAdder alreadyThere = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder readBytes = new LongAdder();
    private final LongAdder putFailures = new LongAdder();
    private final LongAdder readFailures = new LongAdder();
    private final LongAdder corrupt = new LongAdder();

    public MeteredStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public PutOutcome put(byte[] object) throws IOException {
        return putAll(List.of(object)).getFirst();
    }

    @Override
    public List<PutOutcome> putAll(List<byte[]> objects) throws IOException {
        List<PutOutcome> outcomes;
        try {
            outcomes = store.putAll(objects);
        } catch (IOException e) {
            putFailures.increment();
            throw e;
        }
        for (int i = 0; i < objects.size(); i++) {
            switch (outcomes.get(i)) {
                case PutOutcome.Stored fresh -> {
                    stored.increment();
                    storedBytes.add(objects.get(i).length);
                }
                case PutOutcome.AlreadyThere known -> alreadyThere.increment();
            }
        }
        return outcomes;
    }

    @Override
    public Optional<byte[]> get(Blake3Hash hash) throws IOException {
        try {
            Optional<byte[]> found = store.get(hash);
            found.ifPresent(object -> {
                read.increment();
                readBytes.add(object.length);
            });
            return found;
        } catch (CorruptObjectException e) {
            corrupt.increment();
            throw e;
        } catch (IOException e) {
            readFailures.increment();
            throw e;
        }
    }

    @Override
    public Set<Blake3Hash> findMissing(Collection<Blake3Hash> hashes) throws IOException {
        return store.findMissing(hashes);
    }

    /** @param labels of every sample, such as the store's name */
    public List<MetricFamily> metrics(Map<String, String> labels) {
        return List.of(
                counter("every_channel_store_objects_stored_total", "Objects stored.", labels, stored),
                counter("every_channel_store_stored_bytes_total", "Bytes of objects stored.", labels, storedBytes),
                counter(
                        "every_channel_store_objects_already_there_total",
                        "Objects put that were there: corroborating copies.",
                        labels,
                        alreadyThere),
                counter("every_channel_store_objects_read_total", "Objects read and found right.", labels, read),
                counter("every_channel_store_read_bytes_total", "Bytes of objects read.", labels, readBytes),
                counter("every_channel_store_put_failures_total", "Puts that failed.", labels, putFailures),
                counter("every_channel_store_read_failures_total", "Reads that failed.", labels, readFailures),
                counter("every_channel_store_corrupt_reads_total", "Reads that met wrong bytes.", labels, corrupt));
    }

    private static MetricFamily counter(String name, String help, Map<String, String> labels, LongAdder value) {
        return new MetricFamily(name, Type.COUNTER, help, List.of(new Sample(labels, value.sum())));
    }
}
