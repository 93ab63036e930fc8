package channel.every.ts;

import java.nio.ByteBuffer;

/** What a {@link PacketReader} finds in a stream of bytes. */
public interface PacketSink {
    /** One packet with a correct sync byte; the view is valid during the call only. */
    void packet(TsPacket packet);

    /** Bytes that belong to no packet, in the order of the stream: the reader had lost synchronisation (TR 101 290 1.1). */
    void skipped(long bytes);

    /**
     * Packets in a row, as long as each is whole and starts with a sync byte. A sink that can tell at a glance which of them
     * it need not see one by one may override this.
     *
     * @param view to move along
     * @return where the first packet starts that is not whole or has no sync byte
     */
    default int packets(ByteBuffer bytes, int from, int end, TsPacket view) {
        int position = from;
        while (end - position >= TsPacket.SIZE && bytes.get(position) == TsPacket.SYNC_BYTE) {
            packet(view.at(bytes, position));
            position += TsPacket.SIZE;
        }
        return position;
    }
}
