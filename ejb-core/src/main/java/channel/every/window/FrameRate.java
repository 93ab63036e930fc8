package channel.every.window;

/**
 * Frames per second of the source's coded pictures, derived from their time stamps so that every codec is alike.
 *
 * @param numerator such as 60000
 * @param denominator such as 1001
 */
public record FrameRate(int numerator, int denominator) {
    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException("frame rate must be positive: " + numerator + "/" + denominator);
        }
    }

    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }
}
