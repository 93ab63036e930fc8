package channel.every.batch;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofWindow;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes windows freshly, some in a process, with an encoder of this partition's own. */
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
    public ProvenWindows processItem(Object item) throws IOException, InterruptedException {
        List<CutWindow> cuts = ((CutWindows) item).cuts();
        if (encoder == null) {
            encoder = ProofJob.of(job, places).encoder();
        }
        List<EncodeOutcome> outcomes =
                encoder.encodeAll(cuts.stream().map(CutWindow::window).toList());
        List<ProofWindow> windows = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            windows.add(ProofWindow.of(
                    cuts.get(i).window(), outcomes.get(i), cuts.get(i).inputOffset()));
        }
        return new ProvenWindows(windows);
    }
}
