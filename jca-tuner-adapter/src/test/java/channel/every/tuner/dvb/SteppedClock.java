package channel.every.tuner.dvb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on by a step whenever it is asked. */
final class SteppedClock implements InstantSource {
    private final Duration step;
    private Instant now = Instant.EPOCH;

    SteppedClock(Duration step) {
        this.step = step;
    }

    @Override
    public Instant instant() {
        now = now.plus(step);
        return now;
    }
}
