package channel.every.moq.session;

/** One peer and this side, over one connection, until either closes. */
public interface Session {
    /** What its owner is told, on the connection's executor. */
    interface Listener {
        /** The peer may do what it asked for: told once, before anything is done for it. */
        void established();

        /** The peer will close, and asks to go on there; empty for the same place. */
        void goaway(String uri);

        /** It is over; told once and last. */
        void closed(long code, String reason);
    }

    /** Begins. Called once, within the connection's executor. */
    void start();

    /** Asks the peer to go on elsewhere, in a while; empty for the same place. Does nothing where the protocol cannot say it. Any thread. */
    void goaway(String uri);

    /** Any thread; may be called again. */
    void close(SessionCode code, String reason);
}
