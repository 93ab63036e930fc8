package channel.every.moq.qmux;

/** The drafts that peers speak. */
public enum QmuxVersion {
    /** A message is one frame. */
    QMUX_00("qmux-00", 16_384),
    /** A message is a record of one or more frames; the smallest limit of a record that a peer may ask for. */
    QMUX_01("qmux-01", 16_382),
    /** As 01; parameters come first. */
    QMUX_02("qmux-02", 16_382);

    private final String label;
    private final int mostMessageBytes;

    QmuxVersion(String label, int mostMessageBytes) {
        this.label = label;
        this.mostMessageBytes = mostMessageBytes;
    }

    /** As a WebSocket's subprotocol begins. */
    public String label() {
        return label;
    }

    /** Of a message, in either direction. */
    public int mostMessageBytes() {
        return mostMessageBytes;
    }

    boolean records() {
        return this != QMUX_00;
    }
}
