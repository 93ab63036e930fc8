package channel.every.ts;

/** What a {@link PacketReader} finds in a stream of bytes. */
public interface PacketSink {
    /** One packet with a correct sync byte; the view is valid during the call only. */
    void packet(TsPacket packet);

    /** Bytes that belong to no packet, in the order of the stream: the reader had lost synchronisation (TR 101 290 1.1). */
    void skipped(long bytes);
}
