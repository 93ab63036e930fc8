package channel.every.moq.relay;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Says once what is wrong with whom, however often they try: again after a while, and of no more at once than it remembers. */
final class RelayLog {
    /** How long the same is not said again. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** Pairs of peer and cause that are remembered. Beyond, nothing new is said until the oldest is due again: a flood is no news. */
    private static final int MOST_REMEMBERED = 1000;

    private final InstantSource clock;
    private final Consumer<String> lines;
    private final Map<String, Instant> said = new LinkedHashMap<>();

    RelayLog(InstantSource clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    void once(InetAddress peer, String cause) {
        String line = peer.getHostAddress() + ": " + cause;
        synchronized (said) {
            Instant now = clock.instant();
            said.values().removeIf(at -> at.plus(SILENCE).isBefore(now));
            if (said.size() >= MOST_REMEMBERED || said.putIfAbsent(line, now) != null) {
                return;
            }
        }
        lines.accept(line);
    }
}
