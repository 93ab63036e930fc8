package channel.every.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as operators write them: a whole number and one of s, m, h, d, w, as in {@code 36h}. */
public final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhdw])");
    private static final int DAYS_PER_WEEK = 7;

    private TimeSpan() {}

    /** @throws IllegalArgumentException if {@code text} is of another form */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "a length of time is a number and one of s, m, h, d, w, as in 36h: \"" + text + '"');
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2).charAt(0)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> Duration.ofDays(DAYS_PER_WEEK * number);
        };
    }
}
