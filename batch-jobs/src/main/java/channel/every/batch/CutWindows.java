package channel.every.batch;

import channel.every.proof.CutWindow;
import java.util.List;

/** What a proof job reads, encodes in one process and commits together: some windows of one partition, in their order. */
record CutWindows(List<CutWindow> cuts) {
    CutWindows {
        cuts = List.copyOf(cuts);
    }
}
