package channel.every.moq.qmux;

/** One way for whole binary messages to a peer and its end, such as a WebSocket's. Called on the connection's executor. */
public interface MessageChannel {
    /** Sends it behind all before it. The bytes are the channel's from now on. */
    void send(byte[] message);

    /** Whether few enough bytes wait in the channel to give it more: those that wait here can still be overtaken by more urgent ones. */
    boolean writable();

    /** Asks the peer for a sign of life, which is told to {@link QmuxConnection#alive()}. */
    void ping();

    /** Sends what it was given, then ends. Does nothing after the end. */
    void close();

    /** Ends at once, for a peer that takes nothing any more: what it was given is lost. May be called after {@link #close}, and again. */
    void cut();
}
