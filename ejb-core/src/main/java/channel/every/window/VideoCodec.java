package channel.every.window;

/** Video codecs a window can carry, by their stream_type (ISO/IEC 13818-1 table 2-34). */
public enum VideoCodec {
    MPEG2(0x02),
    H264(0x1B),
    HEVC(0x24);

    private final int streamType;

    VideoCodec(int streamType) {
        this.streamType = streamType;
    }

    public int streamType() {
        return streamType;
    }
}
