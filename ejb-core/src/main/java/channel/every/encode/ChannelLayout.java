package channel.every.encode;

/** Loudspeaker arrangements an audio variant can have; the source is mixed to it. */
public enum ChannelLayout {
    MONO("mono", 1),
    STEREO("stereo", 2),
    SURROUND("5.1", 6);

    private final String text;
    private final int channels;

    ChannelLayout(String text, int channels) {
        this.text = text;
        this.channels = channels;
    }

    /** As ffmpeg spells it. */
    public String text() {
        return text;
    }

    public int channels() {
        return channels;
    }
}
