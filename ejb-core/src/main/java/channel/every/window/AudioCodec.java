package channel.every.window;

/** Audio codecs a window can carry, with the stream_type under which the canonical window input declares them. */
public enum AudioCodec {
    MPEG1(0x03),
    AAC_ADTS(0x0F),
    AAC_LATM(0x11),
    /** A/53 part 3; DVB carries it as 0x06 with a descriptor, the canonical input always as 0x81. */
    AC3(0x81),
    /** A/53 part 6; DVB carries it as 0x06 with a descriptor, the canonical input always as 0x87. */
    EAC3(0x87);

    private final int streamType;

    AudioCodec(int streamType) {
        this.streamType = streamType;
    }

    public int streamType() {
        return streamType;
    }
}
