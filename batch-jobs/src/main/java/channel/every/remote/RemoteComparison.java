package channel.every.remote;

import channel.every.json.Json;
import channel.every.proof.ProofComparison;
import channel.every.proof.ProofReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has all targets prove at the same time and compares what they report. */
public final class RemoteComparison {
    /** Each is a copy of the input over this machine's network. */
    public static final int MAX_TARGETS = 16;

    /** A line a window of some hundred bytes: hours of them. */
    private static final long MAX_REPORT_BYTES = 64L << 20;

    private final List<? extends ProofTarget> targets;

    /** @throws IllegalArgumentException unless there are 2 to {@value #MAX_TARGETS} targets of distinct names */
    public RemoteComparison(List<? extends ProofTarget> targets) {
        long distinct = targets.stream().map(ProofTarget::name).distinct().count();
        if (targets.size() < 2 || targets.size() > MAX_TARGETS || distinct < targets.size()) {
            throw new IllegalArgumentException("a comparison needs 2 to " + MAX_TARGETS + " targets of distinct names: "
                    + targets.stream().map(target -> target.name().value()).toList());
        }
        this.targets = List.copyOf(targets);
    }

    /** One target's failure does not stop the others: what they report is kept and compared. */
    public RemoteReport run(ProofTask task, TargetProgress progress) throws IOException, InterruptedException {
        task.inputBytes();
        List<TargetResult> results = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(targets.size());
        try {
            List<Future<TargetTiming>> running = new ArrayList<>();
            for (ProofTarget target : targets) {
                running.add(workers.submit(() -> target.prove(task, progress)));
            }
            for (int i = 0; i < targets.size(); i++) {
                results.add(result(targets.get(i), running.get(i)));
            }
        } finally {
            workers.shutdownNow();
            workers.close();
        }
        List<ProofReport> reports = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).failure() == null) {
                try {
                    reports.add(read(task, results.get(i)));
                } catch (IOException e) {
                    TargetResult result = results.get(i);
                    results.set(i, new TargetResult(result.name(), result.address(), null, e.getMessage()));
                }
            }
        }
        return RemoteReport.of(reports.size() < 2 ? null : ProofComparison.of(reports, false), results);
    }

    private static TargetResult result(ProofTarget target, Future<TargetTiming> running) throws InterruptedException {
        try {
            return new TargetResult(target.name(), target.place(), running.get(), null);
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case IOException io -> new TargetResult(target.name(), target.place(), null, io.getMessage());
                case InterruptedException stop -> throw stop;
                case RuntimeException bad -> throw bad;
                case Error bad -> throw bad;
                case null, default -> throw new IllegalStateException("a target ended: " + e.getCause(), e);
            };
        }
    }

    /** Whatever the other side calls itself, here it has the target's name, and its input is the one it was given. */
    private static ProofReport read(ProofTask task, TargetResult result) throws IOException {
        var file = task.report(result.name());
        if (Files.size(file) > MAX_REPORT_BYTES) {
            throw new IOException("its report has " + Files.size(file) + " bytes, more than " + MAX_REPORT_BYTES);
        }
        try {
            ProofReport report = Json.mapper().readValue(file.toFile(), ProofReport.class);
            return new ProofReport(
                    report.v(),
                    result.name(),
                    task.input().toString(),
                    report.chunkMs(),
                    report.profileName(),
                    report.profile(),
                    report.windows(),
                    report.dropped());
        } catch (JsonProcessingException e) {
            throw new IOException("it sent no proof report: " + e.getOriginalMessage(), e);
        }
    }
}
