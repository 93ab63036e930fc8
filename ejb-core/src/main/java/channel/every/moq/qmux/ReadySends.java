package channel.every.moq.qmux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The directions that have something to send and may: the most urgent first, those of one urgency in turns. */
final class ReadySends {
    private final TreeMap<Integer, Deque<QmuxSend>> byUrgency = new TreeMap<>();

    void add(QmuxSend send) {
        byUrgency.computeIfAbsent(send.urgency(), urgency -> new ArrayDeque<>()).add(send);
    }

    void remove(QmuxSend send) {
        Deque<QmuxSend> equals = byUrgency.get(send.urgency());
        if (equals != null && equals.remove(send) && equals.isEmpty()) {
            byUrgency.remove(send.urgency());
        }
    }

    @Nullable
    QmuxSend poll() {
        Map.Entry<Integer, Deque<QmuxSend>> first = byUrgency.firstEntry();
        if (first == null) {
            return null;
        }
        QmuxSend next = first.getValue().remove();
        if (first.getValue().isEmpty()) {
            byUrgency.remove(first.getKey());
        }
        return next;
    }

    @Nullable
    QmuxSend peek() {
        Map.Entry<Integer, Deque<QmuxSend>> first = byUrgency.firstEntry();
        return first == null ? null : first.getValue().peek();
    }
}
