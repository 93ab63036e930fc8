package channel.every.archive.file;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.CasPath;
import channel.every.archive.Records;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A data directory with publishers that archived windows of one object each; equal chunks have equal objects. */
public record TestArchive(Path root) {
    public DataDirectory data() {
        return new DataDirectory(root);
    }

    public FileObjectStore store() {
        return new FileObjectStore(data().cas());
    }

    public void archive(String publisher, int from, int to) throws IOException {
        List<byte[]> objects = new ArrayList<>();
        List<ArchiveRecord> records = new ArrayList<>();
        for (int chunk = from; chunk < to; chunk++) {
            objects.add(object(chunk));
            records.add(Records.of(publisher, chunk, hash(chunk)));
        }
        store().putAll(objects);
        append(publisher, records);
    }

    public void append(String publisher, ArchiveRecord record) throws IOException {
        append(publisher, List.of(record));
    }

    private void append(String publisher, List<ArchiveRecord> records) throws IOException {
        try (JsonLinesIndex index = new JsonLinesIndex(data().manifests().resolve(publisher))) {
            index.append(records);
        }
    }

    public static byte[] object(int chunk) {
        return ("window " + chunk + ' ').repeat(500).getBytes(StandardCharsets.UTF_8);
    }

    public static Blake3Hash hash(int chunk) {
        return Blake3.hash(object(chunk));
    }

    public Path file(int chunk) {
        return data().cas().resolve(new CasPath(hash(chunk)).toString());
    }

    public boolean holds(int chunk) throws IOException {
        return store().get(hash(chunk)).isPresent();
    }
}
