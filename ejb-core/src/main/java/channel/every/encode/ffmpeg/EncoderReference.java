package channel.every.encode.ffmpeg;

import channel.every.encode.AudioVariant;
import channel.every.encode.ChannelLayout;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodeProfile;
import channel.every.encode.EncodedTrack;
import channel.every.encode.PictureRate;
import channel.every.encode.Rung;
import channel.every.encode.X264Preset;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.hash.MerkleTree;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.window.SourceWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an encoder makes of the reference windows.
 *
 * @param encoder hash of profile, argument plan and build: equal ones must make equal bytes
 * @param bytes Merkle root over source, init and media hashes of both windows and every rendition
 */
public record EncoderReference(Blake3Hash encoder, Blake3Hash bytes) {
    /** One rung of each kind of work, and as little of it as shows a difference. */
    private static final EncodeProfile PROFILE = new EncodeProfile(
            new Label("self-test"),
            1,
            PictureRate.FRAME,
            List.of(
                    new Rung(Rendition.of("144p"), 256, 144, X264Preset.MEDIUM, 23),
                    new Rung(Rendition.of("72p"), 128, 72, X264Preset.VERYFAST, 23)),
            List.of(new AudioVariant(Rendition.of("audio"), 128_000, ChannelLayout.STEREO, null)));

    /** Under emulation a window takes a hundred times as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Makes the reference windows and encodes them.
     *
     * @throws IOException if either fails; the message says what ffmpeg said
     */
    public static EncoderReference of(FfmpegBinary ffmpeg, EncoderFingerprint fingerprint, EncodeWorkspace workspace)
            throws IOException, InterruptedException {
        FfmpegEncoder encoder = new FfmpegEncoder(PROFILE, ffmpeg, fingerprint, workspace, PATIENCE);
        Path directory = workspace.open();
        try {
            List<Blake3Hash> leaves = new ArrayList<>();
            List<SourceWindow> windows = ReferenceSource.windows(ffmpeg, directory);
            List<EncodeOutcome> outcomes = encoder.encodeAll(windows);
            for (int i = 0; i < windows.size(); i++) {
                leaves.add(windows.get(i).input().hash());
                leaves.addAll(hashes(outcomes.get(i)));
            }
            return new EncoderReference(
                    encoder.profileHash(), MerkleTree.of(leaves).root().hash());
        } finally {
            workspace.close(directory);
        }
    }

    private static List<Blake3Hash> hashes(EncodeOutcome outcome) throws IOException {
        return switch (outcome) {
            case EncodeOutcome.Failed failed ->
                throw new IOException("the reference cannot be encoded: " + failed.reason());
            case EncodeOutcome.Encoded encoded -> {
                List<Blake3Hash> hashes = new ArrayList<>();
                for (EncodedTrack track : encoded.tracks()) {
                    hashes.add(Blake3.hash(track.init().bytes()));
                    track.fragments().forEach(fragment -> hashes.add(Blake3.hash(fragment.bytes())));
                }
                yield hashes;
            }
        };
    }
}
