package channel.every.moq.http3;

import java.time.Duration;

/** Runs a task of a connection later, on the connection's executor; not at all if the connection is gone by then. */
@FunctionalInterface
public interface Delay {
    void after(Duration time, Runnable task);
}
