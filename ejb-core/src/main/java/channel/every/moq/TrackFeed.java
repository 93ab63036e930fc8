package channel.every.moq;

import org.jspecify.annotations.Nullable;

/** One way by which tracks of a broadcast come from elsewhere. Asked by any thread, within locks: it must only note what is asked. */
public interface TrackFeed {
    /** What a track receives by one way. A sink that is closed, or whose way is not the one any more, takes nothing. */
    interface Sink {
        void described(TrackInfo info);

        /** Begins a group, or returns null if it is not wanted: it is here already, or the track goes on by another way. */
        @Nullable
        Group begin(long sequence);

        /** No group comes any more by this way. */
        void ended(TrackEnd how);
    }

    /** A track that is being brought. */
    interface Bringing {
        /** No more of it is wanted. May be called again. */
        void stop();
    }

    /** Brings the groups that come, from the latest on, and what the track is. */
    Bringing bring(String track, Sink sink);

    /** Asks what the track is, or whether there is one. */
    void describe(String track, Sink sink);

    /** Brings one group that may have been long ago; aborts it if it cannot be had. */
    void fetch(String track, Group into);
}
