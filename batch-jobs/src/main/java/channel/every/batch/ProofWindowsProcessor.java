package channel.every.batch;

import channel.every.encode.WindowEncoder;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofWindow;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Encodes a window freshly, with an encoder of this partition's own. */
@Named("proofWindowsProcessor")
@Dependent
public class ProofWindowsProcessor implements ItemProcessor {
    private final JobContext job;
    private final ProofPlaces places;
    private @Nullable WindowEncoder encoder;

    @Inject
    public ProofWindowsProcessor(JobContext job, ProofPlaces places) {
        this.job = job;
        this.places = places;
    }

    @Override
    public ProofWindow processItem(Object item) throws IOException, InterruptedException {
        CutWindow cut = (CutWindow) item;
        if (encoder == null) {
            encoder = ProofJob.of(job, places).encoder();
        }
        return ProofWindow.of(cut.window(), encoder.encode(cut.window()), cut.inputOffset());
    }
}
