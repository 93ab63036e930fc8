package channel.every.proof;

import channel.every.encode.EncodeOutcome;
import channel.every.encode.WindowEncoder;
import channel.every.identity.Label;
import channel.every.window.ChopperSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Cuts a recording at source-clock boundaries, encodes each window freshly and reports the hashes (ECP-0156). */
public final class ProofWindows {
    /** Windows of a recording handed to the encoder together; each holds some MB until they are done. */
    public static final int AT_ONCE = 4;

    private final ChopperSettings settings;
    private final Label profileName;
    private final WindowEncoder encoder;

    public ProofWindows(ChopperSettings settings, Label profileName, WindowEncoder encoder) {
        this.settings = settings;
        this.profileName = profileName;
        this.encoder = encoder;
    }

    /** Reads the whole input; windows that fail to encode are in the report with their reason. */
    public ProofReport run(PublisherInput input, ProofProgress progress) throws IOException, InterruptedException {
        List<ProofWindow> windows = new ArrayList<>();
        long size = Files.size(input.file());
        try (InputStream in = Files.newInputStream(input.file())) {
            WindowReader recorded = new WindowReader(in, input.file().toString(), settings);
            for (List<CutWindow> cuts = some(recorded); !cuts.isEmpty(); cuts = some(recorded)) {
                List<EncodeOutcome> outcomes =
                        encoder.encodeAll(cuts.stream().map(CutWindow::window).toList());
                for (int i = 0; i < cuts.size(); i++) {
                    CutWindow cut = cuts.get(i);
                    ProofWindow window = ProofWindow.of(cut.window(), outcomes.get(i), cut.inputOffset());
                    windows.add(window);
                    progress.window(input.publisher(), window, size);
                }
            }
            return new ProofReport(
                    ProofReport.VERSION,
                    input.publisher(),
                    input.file().toString(),
                    settings.cadence().milliseconds(),
                    profileName,
                    encoder.profileHash(),
                    windows,
                    recorded.dropped());
        }
    }

    private static List<CutWindow> some(WindowReader recorded) throws IOException {
        List<CutWindow> cuts = new ArrayList<>();
        while (cuts.size() < AT_ONCE) {
            CutWindow cut = recorded.next();
            if (cut == null) {
                break;
            }
            cuts.add(cut);
        }
        return cuts;
    }
}
