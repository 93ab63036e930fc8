package channel.every.node;

import channel.every.encode.EncodeProfile;
import channel.every.encode.ReferenceVerdict;
import channel.every.encode.WindowEncoder;
import channel.every.encode.ffmpeg.EncodeWorkspace;
import channel.every.encode.ffmpeg.EncoderFingerprint;
import channel.every.encode.ffmpeg.EncoderReference;
import channel.every.encode.ffmpeg.FfmpegBinary;
import channel.every.encode.ffmpeg.FfmpegEncoder;
import channel.every.encode.ffmpeg.ReferenceBook;
import channel.every.metrics.MetricFamily;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The node's encoder, examined at start: what it makes of the reference is compared with what its build made before. */
@ApplicationScoped
public class NodeEncoder {
    private static final Logger LOG = System.getLogger(NodeEncoder.class.getName());

    @Inject
    NodeConfiguration configuration;

    private volatile @Nullable ReferenceVerdict verdict;

    WindowEncoder open(EncodeProfile profile) throws IOException, InterruptedException {
        NodeSettings settings = configuration.settings();
        FfmpegBinary ffmpeg = ffmpeg(settings);
        EncoderFingerprint fingerprint = EncoderFingerprint.of(ffmpeg);
        EncodeWorkspace workspace = EncodeWorkspace.temporary();
        ReferenceVerdict found = examine(settings, ffmpeg, fingerprint, workspace);
        LOG.log(found.alarming() ? Level.ERROR : Level.INFO, "{0}", found.text());
        verdict = found;
        return new FfmpegEncoder(profile, ffmpeg, fingerprint, workspace, FfmpegEncoder.DEFAULT_TIMEOUT);
    }

    /** The program that the node's settings name, or the one on its PATH. */
    static FfmpegBinary ffmpeg(NodeSettings settings) throws IOException {
        return settings.ffmpeg() == null
                ? FfmpegBinary.find()
                : FfmpegBinary.find(settings.ffmpeg().toString(), null);
    }

    private static ReferenceVerdict examine(
            NodeSettings settings, FfmpegBinary ffmpeg, EncoderFingerprint fingerprint, EncodeWorkspace workspace)
            throws InterruptedException {
        try {
            ReferenceBook book = new ReferenceBook(settings.data().resolve("encoder-references.json"));
            return book.judge(EncoderReference.of(ffmpeg, fingerprint, workspace));
        } catch (IOException e) {
            return new ReferenceVerdict.Failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** What the self-test found; null before the node's start. */
    public @Nullable ReferenceVerdict verdict() {
        return verdict;
    }

    /** What a person has to be told at once, null if nothing. */
    @Nullable
    String alarm() {
        ReferenceVerdict found = verdict;
        return found != null && found.alarming() ? found.text() : null;
    }

    MetricFamily metrics() {
        return new MetricFamily(
                "every_channel_encoder_reference_ok",
                MetricFamily.Type.GAUGE,
                "1 unless the encoder made other bytes of the reference than its build did before.",
                List.of(new MetricFamily.Sample(Map.of(), alarm() == null ? 1 : 0)));
    }
}
