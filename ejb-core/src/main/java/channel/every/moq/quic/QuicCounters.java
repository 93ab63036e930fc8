package channel.every.moq.quic;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections by what became of them. To be read from any thread. */
public final class QuicCounters {
    private final Map<QuicCount, LongAdder> counts = new EnumMap<>(QuicCount.class);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger shaking = new AtomicInteger();

    QuicCounters() {
        for (QuicCount count : QuicCount.values()) {
            counts.put(count, new LongAdder());
        }
    }

    void add(QuicCount count) {
        adder(count).increment();
    }

    public long count(QuicCount count) {
        return adder(count).sum();
    }

    private LongAdder adder(QuicCount count) {
        LongAdder adder = counts.get(count);
        if (adder == null) {
            throw new IllegalStateException("not counted: " + count);
        }
        return adder;
    }

    /** Connections now, those still shaking hands among them. */
    public int open() {
        return open.get();
    }

    /** Connections that still shake hands. */
    public int halfOpen() {
        return shaking.get();
    }

    int began() {
        shaking.incrementAndGet();
        return open.incrementAndGet();
    }

    void shook() {
        shaking.decrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
    }
}
