package channel.every.moq.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the sessions of a process have done since it began, counted together. Safe for use by several threads. */
public final class SessionCounts {
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);
    final LongAdder sessions = new LongAdder();
    final LongAdder groupsSent = new LongAdder();
    final LongAdder framesSent = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder groupsReceived = new LongAdder();
    final LongAdder framesReceived = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder subscriptions = new LongAdder();
    final LongAdder upstreamSubscriptions = new LongAdder();
    final LongAdder fetches = new LongAdder();
    final LongAdder upstreamFetches = new LongAdder();

    public SessionCounts() {
        for (Refusal each : Refusal.values()) {
            refusals.put(each, new LongAdder());
        }
    }

    void received(int bytes) {
        framesReceived.increment();
        bytesReceived.add(bytes);
    }

    /** One more. */
    public void refused(Refusal why) {
        Objects.requireNonNull(refusals.get(why)).increment();
    }

    public long refusals(Refusal why) {
        return Objects.requireNonNull(refusals.get(why)).sum();
    }

    public SessionTotals totals() {
        Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
        refusals.forEach((why, count) -> refused.put(why, count.sum()));
        return new SessionTotals(
                sessions.sum(),
                subscriptions.sum(),
                upstreamSubscriptions.sum(),
                fetches.sum(),
                upstreamFetches.sum(),
                groupsSent.sum(),
                framesSent.sum(),
                bytesSent.sum(),
                groupsReceived.sum(),
                framesReceived.sum(),
                bytesReceived.sum(),
                refused);
    }
}
