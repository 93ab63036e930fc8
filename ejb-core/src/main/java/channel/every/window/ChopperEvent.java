package channel.every.window;

import channel.every.clock.ChunkIndex;
import channel.every.clock.EpochCause;
import channel.every.clock.SyncState;
import channel.every.identity.BroadcastKey;

/** What a {@link WindowChopper} tells, in the order of the stream. */
public sealed interface ChopperEvent {
    /** A window is ready to be encoded. */
    record WindowClosed(SourceWindow window) implements ChopperEvent {}

    /**
     * A window that lay in the stream is not given out.
     *
     * @param reason one line for a person
     */
    record WindowDropped(ChunkIndex index, DropReason cause, String reason) implements ChopperEvent {}

    /** The clock is in another state than before, or holds another anchor. */
    record ClockChanged(SyncState state) implements ChopperEvent {}

    /** The tables say which broadcast this is; told again when they say something else. */
    record IdentityFound(BroadcastKey key) implements ChopperEvent {}

    /** The tables have not said it for a minute, or those of another transport stream came. */
    record IdentityLost() implements ChopperEvent {}

    /**
     * A clock epoch begins; no window reaches over its start.
     *
     * @param epoch counted from 1 in this session
     */
    record EpochStarted(int epoch, EpochCause cause) implements ChopperEvent {}

    /** The program's streams are known, or are others than before. */
    record FormatFound(ProgramFormat format) implements ChopperEvent {}

    /** All that comes of the program's video or audio is scrambled, or no longer. */
    record ScramblingChanged(boolean scrambled) implements ChopperEvent {}

    /**
     * The memory bound was reached and the oldest media was thrown away.
     *
     * @param bytes of PES packets
     */
    record MediaDiscarded(long bytes) implements ChopperEvent {}
}
