package channel.every.node;

import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import channel.every.psi.ClockReport;
import channel.every.psi.PidReport;
import channel.every.psi.StreamReport;
import channel.every.ts.Pid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors of received streams by TR 101 290. A stream has thirteen indicators; of its PIDs those are shown that belong to a
 * program or carry tables, the first {@link #MOST_PIDS} of them, each with the indicators that have counted.
 */
final class StreamErrorMetrics {
    /** More than a program has with its tables; a whole multiplex is cut off here, so that labels stay few. */
    static final int MOST_PIDS = 32;

    private StreamErrorMetrics() {}

    /** @param labels of the publisher that receives it */
    record Watched(Map<String, String> labels, StreamReport report) {}

    static List<MetricFamily> of(List<Watched> all) {
        List<Sample> streams = new ArrayList<>();
        List<Sample> pids = new ArrayList<>();
        for (Watched watched : all) {
            watched.report.health().byIndicator().forEach((indicator, count) -> {
                Map<String, String> labels = new LinkedHashMap<>(watched.labels);
                labels.put("indicator", indicator);
                streams.add(new Sample(labels, count));
            });
            pids.addAll(ofPids(watched));
        }
        return List.of(
                new MetricFamily(
                        "every_channel_tuner_stream_errors_total",
                        Type.COUNTER,
                        "Errors of the received stream by their clause of TR 101 290.",
                        streams),
                new MetricFamily(
                        "every_channel_tuner_pid_errors_total",
                        Type.COUNTER,
                        "Errors of a PID of the received stream by their clause of TR 101 290.",
                        pids));
    }

    private static List<Sample> ofPids(Watched watched) {
        List<Sample> samples = new ArrayList<>();
        watched.report.pids().stream()
                .filter(pid ->
                        !pid.content().startsWith("unreferenced") && !pid.pid().equals(Pid.NULL))
                .limit(MOST_PIDS)
                .forEach(pid -> errors(pid, watched.report.clocks()).forEach((indicator, count) -> {
                    Map<String, String> labels = new LinkedHashMap<>(watched.labels);
                    labels.put("pid", pid.pid().toString());
                    labels.put("indicator", indicator);
                    samples.add(new Sample(labels, count));
                }));
        return samples;
    }

    private static Map<String, Long> errors(PidReport pid, List<ClockReport> clocks) {
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("1.4", pid.continuityErrors());
        errors.put("2.1", pid.transportErrors());
        errors.put("2.2", pid.crcErrors());
        errors.put("2.5", pid.ptsErrors());
        for (ClockReport clock : clocks) {
            if (clock.pid().equals(pid.pid())) {
                errors.put("2.3a", clock.repetitionErrors());
                errors.put("2.3b", clock.jumps());
            }
        }
        errors.values().removeIf(count -> count == 0);
        return errors;
    }
}
