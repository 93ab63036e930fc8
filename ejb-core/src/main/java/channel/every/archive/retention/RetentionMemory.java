package channel.every.archive.retention;

import channel.every.archive.file.DataDirectory;
import channel.every.archive.file.StateFile;
import channel.every.hash.Blake3;
import channel.every.identity.Label;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What has expired of each broadcast, and how far that is pruned, so that a pass looks at what has expired since. Other rules begin anew. */
public final class RetentionMemory {
    private final StateFile file;
    private final State state;

    /** Both in milliseconds since 1970, by broadcast. */
    private record State(String rules, Map<String, Long> expiredBefore, Map<String, Long> prunedBefore) {}

    private RetentionMemory(StateFile file, State state) {
        this.file = file;
        this.state = state;
    }

    static RetentionMemory read(DataDirectory data, RetentionRules rules) throws IOException {
        String now =
                Blake3.hash(rules.toString().getBytes(StandardCharsets.UTF_8)).toString();
        StateFile file = new StateFile(data.state().resolve("retention.json"));
        State state = file.read(State.class)
                .filter(each -> each.rules().equals(now))
                .orElse(new State(now, Map.of(), Map.of()));
        return new RetentionMemory(file, state);
    }

    /** Objects of records received earlier may be gone and are not to be got anew; what no rule limits is not in it. */
    public static Map<String, Long> horizons(DataDirectory data) throws IOException {
        return new StateFile(data.state().resolve("retention.json"))
                .read(State.class)
                .map(State::expiredBefore)
                .orElse(Map.of());
    }

    long prunedBefore(Label broadcast) {
        return state.prunedBefore().getOrDefault(broadcast.value(), 0L);
    }

    /** @param pruned whether all that has expired is gone */
    void write(Map<Label, Long> horizons, boolean pruned) throws IOException {
        Map<String, Long> before = new TreeMap<>();
        horizons.forEach((broadcast, horizon) -> {
            if (horizon > 0) {
                before.put(broadcast.value(), horizon);
            }
        });
        file.write(new State(state.rules(), before, pruned ? before : state.prunedBefore()));
    }
}
