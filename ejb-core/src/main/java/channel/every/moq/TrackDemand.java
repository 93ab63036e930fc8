package channel.every.moq;

/** Who brings a track from elsewhere while anybody wants it: one subscription upstream for any number here. Told by any thread. */
public interface TrackDemand {
    /** The producer is here and produces whether or not anybody reads. */
    TrackDemand NONE = new TrackDemand() {
        @Override
        public void wanted(Track track) {}

        @Override
        public void unwanted(Track track) {}
    };

    /** The first subscriber has come. */
    void wanted(Track track);

    /** The last has gone; another may come at once. */
    void unwanted(Track track);
}
