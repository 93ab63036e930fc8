package channel.every.tuner.hdhomerun;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code name=value} pairs as devices write them: {@code ss=83(-10dBmV)}. What is not there is empty, or 0. */
record StatusText(String text) {
    String word(String name) {
        Matcher match = Pattern.compile("(?:^|\\s)" + name + "=(\\S*)").matcher(text);
        return match.find() ? match.group(1) : "";
    }

    long number(String name) {
        Matcher match = Pattern.compile("(?:^|\\s)" + name + "=(\\d{1,18})").matcher(text);
        return match.find() ? Long.parseLong(match.group(1)) : 0;
    }
}
