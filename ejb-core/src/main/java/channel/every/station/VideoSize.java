package channel.every.station;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Width and height of the picture in pixels, both even as 4:2:0 needs, interlaced height a multiple of four. */
public record VideoSize(int width, int height) {
    private static final Pattern FORM = Pattern.compile("(\\d{2,4})x(\\d{2,4})");

    /** Below it the burnt-in counter does not fit; above it no broadcast goes. */
    private static final int LEAST = 96;

    private static final int MOST = 1920;

    public VideoSize {
        if (width < LEAST || width > MOST || height < LEAST || height > MOST || width % 2 != 0 || height % 4 != 0) {
            throw new IllegalArgumentException(
                    "video size is 96 to 1920 pixels, width even, height a multiple of 4: " + width + "x" + height);
        }
    }

    /** Reads {@code 1280x720}. */
    public static VideoSize parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("video size looks like 1280x720: " + text);
        }
        return new VideoSize(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    int pixels() {
        return width * height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
