package channel.every.archive.file;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.archive.Records;
import channel.every.hash.Blake3Hash;
import channel.every.identity.GroupSequence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A publisher without a tuner, in a process that a test can kill: archives windows and says on stdout which are safe. */
final class ArchivingProcess {
    private ArchivingProcess() {}

    static ProcessBuilder command(Path root, long firstChunk) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchivingProcess.class.getName(),
                        root.toString(),
                        Long.toString(firstChunk))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        ObjectStore store = new FileObjectStore(root.resolve("cas"));
        try (JsonLinesIndex index = new JsonLinesIndex(root.resolve("manifests"))) {
            for (long chunk = Long.parseLong(arguments[1]); ; chunk++) {
                List<ArchiveRecord> records = new ArrayList<>();
                for (PutOutcome each : store.putAll(window(chunk))) {
                    records.add(record(chunk, records.size(), each.hash()));
                }
                index.append(records);
                System.out.println(chunk);
                System.out.flush();
            }
        }
    }

    /** Two objects of some hundred KB, different for every chunk, and one that is always the same. */
    static List<byte[]> window(long chunk) {
        byte[] video = ("video " + chunk + ' ').repeat(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] audio = ("audio " + chunk + ' ').repeat(2_000).getBytes(StandardCharsets.UTF_8);
        return List.of("init".getBytes(StandardCharsets.UTF_8), video, audio);
    }

    static ArchiveRecord record(long chunk, int slot, Blake3Hash hash) {
        ArchiveRecord like = Records.media("node", chunk);
        return new ArchiveRecord(
                like.streamId(),
                like.broadcast(),
                like.rendition(),
                like.track(),
                like.kind(),
                GroupSequence.of(chunk, slot),
                hash,
                like.size(),
                new CasPath(hash).toString(),
                like.receivedUnixMs(),
                like.sourceNode(),
                like.sourceSession(),
                like.synced(),
                like.media(),
                like.sourceHash(),
                like.profile(),
                like.quality());
    }
}
