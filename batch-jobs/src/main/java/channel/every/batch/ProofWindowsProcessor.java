package channel.every.batch;

import channel.every.encode.WindowEncoder;
import channel.every.identity.Label;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofWindow;
import channel.every.proof.PublisherInput;
import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes a window freshly for each publisher, each with an encoder of its own. */
@Named("proofWindowsProcessor")
@Dependent
public class ProofWindowsProcessor implements ItemProcessor {
    private final JobContext job;
    private final ProofPlaces places;
    private final Map<Label, WindowEncoder> encoders = new LinkedHashMap<>();

    /** Of a partition; empty or absent for all. */
    @Inject
    @BatchProperty
    @Nullable
    String publisher;

    @Inject
    public ProofWindowsProcessor(JobContext job, ProofPlaces places) {
        this.job = job;
        this.places = places;
    }

    @Override
    public EncodedWindow processItem(Object item) throws IOException, InterruptedException {
        CutWindow cut = (CutWindow) item;
        if (encoders.isEmpty()) {
            ProofJob proof = ProofJob.of(job, places);
            for (PublisherInput input : proof.inputsOf(publisher == null ? "" : publisher)) {
                encoders.put(input.publisher(), proof.encoder());
            }
        }
        Map<Label, ProofWindow> made = new LinkedHashMap<>();
        for (Map.Entry<Label, WindowEncoder> each : encoders.entrySet()) {
            made.put(
                    each.getKey(),
                    ProofWindow.of(cut.window(), each.getValue().encode(cut.window()), cut.inputOffset()));
        }
        return new EncodedWindow(made);
    }
}
