package channel.every.window;

import channel.every.clock.BroadcastClock;
import channel.every.clock.ChunkGrid;
import channel.every.clock.ChunkIndex;
import channel.every.clock.SyncState;
import channel.every.time.Pts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts single windows out of what is held of a program. */
final class WindowCutter {
    /**
     * How far the PCR runs beyond a window until a stream that has not shown its end is given up, 90 kHz ticks: two seconds, twice
     * what a decoder may buffer (ISO/IEC 13818-1 2.4.2.7).
     */
    static final long CLOSING_MARGIN = 180_000;

    /** A broadcast has a random access point at least this often: later than that it is missing, not yet to come. */
    private static final long LATE_START = 10 * Pts.HERTZ;

    /** A window that lacks one stream for this part of it, one half, is dropped. */
    private static final int LARGEST_MISSING_PART = 2;

    private final ProgramFormat format;
    private final ProgramBuffer buffer;
    private final int prerollPackets;
    private final BroadcastClock clock;

    WindowCutter(ProgramFormat format, ProgramBuffer buffer, int prerollPackets, BroadcastClock clock) {
        this.format = format;
        this.buffer = buffer;
        this.clock = clock;
        this.prerollPackets = prerollPackets;
    }

    /** What became of a window. */
    sealed interface Outcome {
        record Closed(SourceWindow window) implements Outcome {}

        record Dropped(DropReason cause, String reason) implements Outcome {}
    }

    /** Whether the stream itself shows that nothing more will come for a window that ends here. */
    boolean complete(long start, long end, long now90k) {
        boolean video = buffer.video == null || new VideoCut(start, end).closedBy(buffer.video.units());
        boolean audio = buffer.audio.stream().allMatch(stream -> new AudioCut(start, end).closedBy(stream.units()));
        return video && audio || now90k >= end + CLOSING_MARGIN;
    }

    /** @param receivedFrom since when there has been reception without a break, on the clock epoch's count */
    Outcome cut(long index, ChunkGrid grid, SyncState state, long receivedFrom) {
        long start = grid.startOf(index);
        long end = grid.startOf(index + 1);
        StreamCut video = null;
        if (buffer.video != null && format.videoCodec() != null) {
            switch (new VideoCut(start, end).cut(buffer.video.units(), format.videoCodec(), prerollPackets)) {
                case StreamCut.Attempt.Refused refused -> {
                    return dropped(refused, DropReason.VIDEO_MISSING, start - receivedFrom);
                }
                case StreamCut.Attempt.Cut found -> video = found.cut();
            }
        }
        List<StreamCut> audio = new ArrayList<>();
        for (PesCollector stream : buffer.audio) {
            switch (new AudioCut(start, end).cut(stream.units())) {
                case StreamCut.Attempt.Refused refused -> {
                    return dropped(refused, DropReason.AUDIO_MISSING, start - receivedFrom);
                }
                case StreamCut.Attempt.Cut found -> audio.add(found.cut());
            }
        }
        Outcome.Dropped incomplete = tooMuchMissing(video, audio, end - start);
        return incomplete != null ? incomplete : new Outcome.Closed(window(index, grid, state, video, audio));
    }

    private static Outcome.Dropped dropped(StreamCut.Attempt.Refused refused, DropReason later, long received) {
        boolean late = refused.cause() == DropReason.STARTED_LATE && received > LATE_START;
        return new Outcome.Dropped(late ? later : refused.cause(), refused.reason());
    }

    private static Outcome.@Nullable Dropped tooMuchMissing(
            @Nullable StreamCut video, List<StreamCut> audio, long length) {
        if (video != null && tooMuchMissing(video, length)) {
            return new Outcome.Dropped(DropReason.VIDEO_MISSING, missing("video", video));
        }
        return audio.stream()
                .filter(stream -> tooMuchMissing(stream, length))
                .findFirst()
                .map(stream -> new Outcome.Dropped(DropReason.AUDIO_MISSING, missing("audio", stream)))
                .orElse(null);
    }

    private static boolean tooMuchMissing(StreamCut stream, long length) {
        return stream.coverage().missingTicks() * LARGEST_MISSING_PART >= length;
    }

    private static String missing(String stream, StreamCut cut) {
        return stream + " is missing for " + cut.coverage().missingTicks() / 90 + " ms of the window";
    }

    private SourceWindow window(
            long index, ChunkGrid grid, SyncState state, @Nullable StreamCut video, List<StreamCut> audio) {
        long start = grid.startOf(index);
        List<PesUnit> pictures = video == null ? List.of() : video.units();
        List<List<PesUnit>> sounds = audio.stream().map(StreamCut::units).toList();
        List<AudioStream> streams = CanonicalStream.audio(format.audio());
        CanonicalStream stream = CanonicalStream.of(start, format.videoCodec(), pictures, streams, sounds);
        FrameRate rate = video == null ? null : FrameRate.ofStep(VideoCut.step(pictures));
        WindowInput input = new WindowInput(stream.bytes(), stream.hash(), format.videoCodec(), rate, streams);
        boolean certain = (video == null || video.certain()) && audio.stream().allMatch(StreamCut::certain);
        ProofStanding standing = !certain
                ? ProofStanding.RECEPTION
                : !state.provable()
                        ? ProofStanding.CLOCK
                        : clock.outOfReach(start) ? ProofStanding.ELIGIBLE : ProofStanding.YOUNG;
        return new SourceWindow(
                new ChunkIndex(index), grid.cadence(), state.synced(), standing, input, quality(video, audio));
    }

    private static WindowQuality quality(@Nullable StreamCut video, List<StreamCut> audio) {
        WindowQuality sum = video == null ? WindowQuality.WHOLE : video.quality();
        for (StreamCut stream : audio) {
            WindowQuality each = stream.quality();
            sum = new WindowQuality(
                    sum.continuityErrors() + each.continuityErrors(),
                    sum.transportErrors() + each.transportErrors(),
                    sum.scrambledPackets() + each.scrambledPackets(),
                    Math.max(sum.missingMillis(), each.missingMillis()));
        }
        return sum;
    }
}
