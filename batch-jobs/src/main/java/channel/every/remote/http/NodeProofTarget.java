package channel.every.remote.http;

import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hasher;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.remote.ProofTarget;
import channel.every.remote.ProofTask;
import channel.every.remote.TargetProgress;
import channel.every.remote.TargetTiming;
import channel.every.remote.UploadProgress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Has a node prove a recording in its job {@code proof-windows}: the recording goes there under its hash, unless it is there. */
public final class NodeProofTarget implements ProofTarget {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Label name;
    private final URI node;
    private final NodeAccess access;
    private final InstantSource clock;

    public NodeProofTarget(Label name, URI node, NodeAccess access, InstantSource clock) {
        if (node.getHost() == null) {
            throw new IllegalArgumentException("a node is http://HOST:PORT: \"" + node + '"');
        }
        this.name = name;
        this.node = node;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public Label name() {
        return name;
    }

    @Override
    public String place() {
        return node.toString();
    }

    @Override
    public TargetTiming prove(ProofTask task, TargetProgress progress) throws IOException, InterruptedException {
        NodeRest rest = new NodeRest(node, access.token());
        Instant start = clock.instant();
        String given = access.input();
        Upload upload = given != null ? new Upload(given, "", 0) : upload(rest, task, progress);
        Instant copied = clock.instant();
        JsonNode job = rest.post("/v1/jobs/proof-windows", parameters(task, upload.path()));
        String run = "/v1/jobs/" + job.path("execution").asLong();
        progress.tell(name, "proving as " + run);
        await(rest, run, copied.plus(task.proofTimeout()), progress);
        JsonNode report = Objects.requireNonNullElseGet(
                rest.get(run + "/report"), () -> Json.mapper().createObjectNode());
        Files.writeString(task.report(name), Json.pretty(report));
        Instant proven = clock.instant();
        if (task.cleanup() && !upload.resource().isEmpty()) {
            rest.delete(upload.resource());
        }
        return new TargetTiming(
                run,
                upload.bytes(),
                copied.toEpochMilli() - start.toEpochMilli(),
                proven.toEpochMilli() - copied.toEpochMilli());
    }

    /**
     * An input at the node.
     *
     * @param path of the node's file system
     * @param resource of its REST, empty if it is not ours
     * @param bytes that were copied
     */
    private record Upload(String path, String resource, long bytes) {}

    private Upload upload(NodeRest rest, ProofTask task, TargetProgress progress)
            throws IOException, InterruptedException {
        long size = task.inputBytes();
        String resource = "/v1/inputs/" + hash(task.input());
        JsonNode there = rest.get(resource);
        if (there != null) {
            progress.tell(name, "has the input already");
            return new Upload(there.path("path").asText(), resource, 0);
        }
        UploadProgress told = new UploadProgress(name, size, progress);
        JsonNode stored = rest.put(resource, () -> counted(task.input(), told), size, task.uploadTimeout());
        return new Upload(stored.path("path").asText(), resource, size);
    }

    private Map<String, Object> parameters(ProofTask task, String input) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("input", input);
        parameters.put("publishers", name.value());
        parameters.put("profile", task.profile().value());
        parameters.put("chunkMs", task.chunkMs());
        parameters.put("prerollPackets", task.prerollPackets());
        if (task.program() != null) {
            parameters.put("program", task.program());
        }
        return parameters;
    }

    private void await(NodeRest rest, String run, Instant deadline, TargetProgress progress)
            throws IOException, InterruptedException {
        int told = -1;
        while (true) {
            JsonNode job = rest.get(run);
            String status = job == null ? "forgotten" : job.path("status").asText();
            int percent = job == null ? -1 : job.path("progress_percent").asInt(-1);
            if (percent > told) {
                told = percent;
                progress.tell(name, percent + " % proven");
            }
            switch (status) {
                case "completed" -> {
                    return;
                }
                case "starting", "started", "stopping" -> {}
                default ->
                    throw new IOException("its job " + run + " is " + status
                            + (job == null || !job.hasNonNull("failure")
                                    ? ""
                                    : ": " + job.path("failure").asText()));
            }
            if (clock.instant().isAfter(deadline)) {
                rest.post(run + "/stop", Map.of());
                throw new IOException("its job " + run + " did not end in time and was stopped; see --proof-timeout");
            }
            Thread.sleep(POLL);
        }
    }

    private static InputStream counted(Path file, UploadProgress told) {
        try {
            return new Counted(Files.newInputStream(file), told);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Path file) throws IOException {
        Blake3Hasher hasher = Blake3.hasher();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hasher.update(buffer, 0, read);
            }
        }
        return hasher.finish().toString();
    }

    /** Tells how far it was read. */
    private static final class Counted extends FilterInputStream {
        private final UploadProgress told;
        private long sent;

        Counted(InputStream in, UploadProgress told) {
            super(in);
            this.told = told;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            sent += Math.max(0, count);
            told.at(sent);
            return count;
        }
    }
}
