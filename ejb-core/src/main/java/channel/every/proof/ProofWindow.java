package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.encode.EncodeOutcome;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Rendition;
import channel.every.window.SourceWindow;
import channel.every.window.WindowQuality;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a report says of one window.
 *
 * @param startUnixMs where the window starts on the broadcast clock, in milliseconds since 1970
 * @param inputOffset byte of the input up to which it was read when the window was complete
 * @param encoderCpuMs user and system time of the encoding without the start of its process, in milliseconds
 * @param tracks one per rendition, empty if encoding failed
 * @param failure why encoding failed, or null
 */
public record ProofWindow(
        ChunkIndex chunkIndex,
        long startUnixMs,
        boolean synced,
        boolean proofEligible,
        long inputOffset,
        Blake3Hash sourceHash,
        WindowQuality quality,
        long encoderCpuMs,
        List<ProofTrack> tracks,
        @Nullable String failure) {
    public ProofWindow {
        tracks = List.copyOf(tracks);
    }

    /** What came of encoding a window that was complete when the input was read up to {@code inputOffset}. */
    public static ProofWindow of(SourceWindow window, EncodeOutcome outcome, long inputOffset) {
        return new ProofWindow(
                window.index(),
                window.index().startMillis(window.cadence()),
                window.synced(),
                window.proofEligible(),
                inputOffset,
                window.input().hash(),
                window.quality(),
                switch (outcome) {
                    case EncodeOutcome.Encoded encoded -> encoded.cpu().toMillis();
                    case EncodeOutcome.Failed failed -> 0;
                },
                switch (outcome) {
                    case EncodeOutcome.Encoded encoded ->
                        encoded.tracks().stream().map(ProofTrack::of).toList();
                    case EncodeOutcome.Failed failed -> List.of();
                },
                switch (outcome) {
                    case EncodeOutcome.Encoded encoded -> null;
                    case EncodeOutcome.Failed failed -> failed.reason();
                });
    }

    /** Whether it holds no media at all: nothing that could be compared. */
    boolean empty() {
        return tracks.stream().allMatch(track -> track.fragments().isEmpty());
    }

    Optional<ProofTrack> track(Rendition rendition) {
        return tracks.stream()
                .filter(track -> track.rendition().equals(rendition))
                .findFirst();
    }
}
