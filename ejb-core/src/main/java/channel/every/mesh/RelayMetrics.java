package channel.every.mesh;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import channel.every.moq.relay.RelaySnapshot;
import channel.every.moq.session.Refusal;
import channel.every.moq.session.SessionTotals;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A relay as Prometheus sees it: {@code every_channel_relay_*}. */
public final class RelayMetrics {
    private RelayMetrics() {}

    public static List<MetricFamily> of(RelaySnapshot relay) {
        SessionTotals totals = relay.totals();
        return List.of(
                gauge("sessions", "Sessions that are open.", relay.sessions()),
                gauge("sessions_limit", "Sessions that may be open at once.", relay.mostSessions()),
                gauge("broadcasts", "Broadcasts that are announced.", relay.broadcasts()),
                gauge("cache_bytes", "Memory of groups held for readers.", relay.cacheBytes()),
                gauge("cache_limit_bytes", "Bound of the memory of groups held for readers.", relay.mostCacheBytes()),
                counter("cache_evicted_groups", "Groups let go of, for age or for room.", relay.evictedGroups()),
                counter(
                        "cache_overgrown_groups",
                        "Groups given up as they grew, for want of room.",
                        relay.overgrownGroups()),
                counter("opened_sessions", "Sessions that have begun.", totals.sessions()),
                sides(
                        "subscriptions",
                        "Subscriptions that have begun.",
                        "downstream",
                        totals.subscriptions(),
                        "upstream",
                        totals.upstreamSubscriptions()),
                sides(
                        "fetches",
                        "Single groups that were asked for.",
                        "downstream",
                        totals.fetches(),
                        "upstream",
                        totals.upstreamFetches()),
                sides(
                        "groups",
                        "Groups whose transfer has begun.",
                        "sent",
                        totals.groupsSent(),
                        "received",
                        totals.groupsReceived()),
                sides(
                        "frames",
                        "Frames, each time one was written or read.",
                        "sent",
                        totals.framesSent(),
                        "received",
                        totals.framesReceived()),
                sides(
                        "payload_bytes",
                        "Payload of frames, each time one was written or read.",
                        "sent",
                        totals.bytesSent(),
                        "received",
                        totals.bytesReceived()),
                refusals(totals.refusals()));
    }

    private static MetricFamily gauge(String name, String help, long value) {
        return new MetricFamily(
                "every_channel_relay_" + name, Type.GAUGE, help, List.of(new Sample(Map.of(), (double) value)));
    }

    private static MetricFamily counter(String name, String help, long value) {
        return new MetricFamily(
                "every_channel_relay_" + name + "_total", Type.COUNTER, help, List.of(new Sample(Map.of(), (double)
                        value)));
    }

    private static MetricFamily sides(String name, String help, String one, long ofOne, String other, long ofOther) {
        return new MetricFamily(
                "every_channel_relay_" + name + "_total",
                Type.COUNTER,
                help,
                List.of(
                        new Sample(Map.of("direction", one), (double) ofOne),
                        new Sample(Map.of("direction", other), (double) ofOther)));
    }

    private static MetricFamily refusals(Map<Refusal, Long> refusals) {
        return new MetricFamily(
                "every_channel_relay_refusals_total",
                Type.COUNTER,
                "What was not done for a peer, or not to its end, by cause.",
                Arrays.stream(Refusal.values())
                        .map(why -> new Sample(Map.of("cause", why.name().toLowerCase(Locale.ROOT)), (double)
                                refusals.getOrDefault(why, 0L)))
                        .toList());
    }
}
