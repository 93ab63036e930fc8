package channel.every.tuner.dvb;

import org.jspecify.annotations.Nullable;

/**
 * A channel of a channel file.
 *
 * @param name as the broadcaster has it, with spaces
 * @param number the virtual or logical number such as {@code 5.1}, or empty
 * @param program its number in the multiplex's program association, or 0 when the file does not tell
 * @param dish for a satellite, else null
 */
public record DvbChannel(
        String name,
        String number,
        int program,
        Multiplex multiplex,
        @Nullable Dish dish) {
    private static final int MOST = 0xFFFF;

    public DvbChannel {
        if (program < 0 || program > MOST) {
            throw new IllegalArgumentException("SERVICE_ID must be 0 to " + MOST + ": " + program);
        }
    }

    /** The name as it can stand in a tune: each run of other characters than A-Z a-z 0-9 . _ - is one dash. */
    String reference() {
        return name.strip().replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** What to call the whole of its multiplex in a tune: equal for all its channels, as in {@code dvbt-474000000}. */
    public String multiplexReference() {
        Dish from = dish;
        Integer position = from == null ? null : from.position();
        return multiplex.reference() + (position == null ? "" : "-sat" + position);
    }

    @Override
    public String toString() {
        return number.isEmpty() ? reference() : number + " " + reference();
    }
}
