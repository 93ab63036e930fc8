package channel.every.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Values that stand in nearly every record of an index, made and kept once: names, sessions, profiles. */
final class Recurring<T> {
    /** More different values than this are not recurring: the memory starts over. */
    private static final int BOUND = 4096;

    private final Function<String, T> maker;
    private final Map<String, T> seen = new HashMap<>();

    Recurring(Function<String, T> maker) {
        this.maker = maker;
    }

    T of(String text) {
        T known = seen.get(text);
        if (known != null) {
            return known;
        }
        if (seen.size() == BOUND) {
            seen.clear();
        }
        T made = maker.apply(text);
        seen.put(text, made);
        return made;
    }
}
