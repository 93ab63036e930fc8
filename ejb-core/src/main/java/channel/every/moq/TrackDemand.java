package channel.every.moq;

import org.jspecify.annotations.Nullable;

/** Who brings a track from elsewhere while anybody wants it: one subscription upstream for any number here. Told by any thread. */
public interface TrackDemand {
    /** The producer is here and produces whether or not anybody reads. */
    TrackDemand NONE = new TrackDemand() {
        @Override
        public void changed(Track track) {}

        @Override
        public void asked(Track track) {}

        @Override
        public @Nullable Group fetch(Track track, long sequence) {
            return null;
        }
    };

    /** The first subscriber has come, or the last has gone: {@link Track#subscribers} tells, for of two threads the later may tell first. */
    void changed(Track track);

    /** Somebody wants to know what the track is, without its groups. */
    void asked(Track track);

    /** A group that is not kept here, begun anew and on its way; null if it cannot be had. */
    @Nullable
    Group fetch(Track track, long sequence);
}
