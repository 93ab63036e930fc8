package channel.every.encode;

/** x264's own trade of bytes for time. Names are x264's. */
public enum X264Preset {
    ULTRAFAST,
    SUPERFAST,
    VERYFAST,
    FASTER,
    FAST,
    MEDIUM;

    /** As x264 spells it: lower case. */
    public String text() {
        return switch (this) {
            case ULTRAFAST -> "ultrafast";
            case SUPERFAST -> "superfast";
            case VERYFAST -> "veryfast";
            case FASTER -> "faster";
            case FAST -> "fast";
            case MEDIUM -> "medium";
        };
    }
}
