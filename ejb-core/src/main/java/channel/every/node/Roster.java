package channel.every.node;

import channel.every.identity.Label;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Things by name, in the order they came, which come and go while others look at them. */
final class Roster<T> {
    private volatile SequencedMap<Label, T> present = Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    synchronized void put(Label name, T thing) {
        SequencedMap<Label, T> next = new LinkedHashMap<>(present);
        next.put(name, thing);
        present = Collections.unmodifiableSequencedMap(next);
    }

    synchronized void remove(Label name) {
        SequencedMap<Label, T> next = new LinkedHashMap<>(present);
        next.remove(name);
        present = Collections.unmodifiableSequencedMap(next);
    }

    Optional<T> get(Label name) {
        return Optional.ofNullable(present.get(name));
    }

    /** As they are now: what comes or goes later does not change it. */
    List<T> all() {
        return List.copyOf(present.values());
    }

    /** As they are now, by name. */
    SequencedMap<Label, T> byName() {
        return present;
    }
}
