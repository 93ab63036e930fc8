package channel.every.batch;

import channel.every.proof.CutWindow;
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
import org.jspecify.annotations.Nullable;

/**
 * The windows of a proof job's recording. Its checkpoint is the last index read; taken up again it cuts the recording anew from
 * its beginning, which costs little beside encoding, and passes over what was done.
 */
@Named("proofWindowsReader")
@Dependent
public class ProofWindowsReader extends AbstractItemReader {
    private final JobContext job;
    private final ProofPlaces places;
    private long last = -1;
    private @Nullable InputStream in;
    private @Nullable WindowReader windows;
    private Path file = Path.of("");

    /** Of a partition; empty or absent for all. */
    @Inject
    @BatchProperty
    @Nullable
    String publisher;

    @Inject
    public ProofWindowsReader(JobContext job, ProofPlaces places) {
        this.job = job;
        this.places = places;
    }

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException {
        ProofJob proof = ProofJob.of(job, places);
        file = proof.inputsOf(publisher == null ? "" : publisher).getFirst().file();
        in = Files.newInputStream(file);
        windows = new WindowReader(in, file.toString(), proof.settings());
        last = checkpoint instanceof Long index ? index : -1;
    }

    @Override
    public @Nullable CutWindow readItem() throws IOException {
        if (windows == null) {
            throw new IllegalStateException("not open");
        }
        CutWindow cut = windows.next();
        while (cut != null && cut.window().index().value() <= last) {
            cut = windows.next();
        }
        if (cut != null) {
            last = cut.window().index().value();
        } else if (last < 0) {
            throw new IllegalArgumentException(file + " holds no full window"
                    + (windows.dropped().isEmpty()
                            ? ""
                            : ": " + windows.dropped().getFirst().reason()));
        }
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
