package channel.every.batch;

import channel.every.json.Json;
import channel.every.proof.CutWindow;
import channel.every.proof.DroppedWindow;
import channel.every.proof.ProofWindows;
import channel.every.proof.WindowReader;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a partition's part of a recording, as many at a time as share an encoder's process. Its checkpoint is the last index read; taken up again it cuts the recording anew
 * from its beginning, which costs little beside encoding, and passes over what was done and what is other partitions'.
 */
@Named("proofWindowsReader")
@Dependent
public class ProofWindowsReader extends AbstractItemReader {
    private final JobContext job;
    private final ProofPlaces places;
    private long last = -1;
    private @Nullable ProofPart mine;
    private @Nullable InputStream in;
    private @Nullable WindowReader windows;
    private Path dropped = Path.of("");
    private List<DroppedWindow> lost = List.of();

    @Inject
    @BatchProperty
    @Nullable
    String publisher;

    @Inject
    @BatchProperty
    @Nullable
    String part;

    @Inject
    @BatchProperty
    @Nullable
    String parts;

    @Inject
    public ProofWindowsReader(JobContext job, ProofPlaces places) {
        this.job = job;
        this.places = places;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException {
        ProofJob proof = ProofJob.of(job, places);
        mine = ProofPart.of(publisher, part, parts);
        Path file = mine.input(proof).file();
        dropped = mine.dropped(proof);
        in = Files.newInputStream(file);
        windows = new WindowReader(in, file.toString(), proof.settings());
        last = checkpoint instanceof Long index ? index : -1;
    }

    @Override
    public @Nullable CutWindows readItem() throws IOException {
        List<CutWindow> cuts = new ArrayList<>();
        for (CutWindow cut = next(); cut != null; cut = cuts.size() < ProofWindows.AT_ONCE ? next() : null) {
            cuts.add(cut);
            last = cut.window().index().value();
        }
        if (cuts.isEmpty()) {
            Files.writeString(dropped, Json.pretty(lost));
            return null;
        }
        return new CutWindows(cuts);
    }

    /** The next window that is this part's and not done, null after the last. */
    private @Nullable CutWindow next() throws IOException {
        if (windows == null || mine == null) {
            throw new IllegalStateException("not open");
        }
        CutWindow cut = windows.next();
        while (cut != null
                && (cut.window().index().value() <= last
                        || !mine.has(cut.window().index()))) {
            cut = windows.next();
        }
        lost = windows.dropped();
        return cut;
    }

    @Override
    public Serializable checkpointInfo() {
        return last;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
