package channel.every.tuner.ra;

import channel.every.tuner.hdhomerun.DeviceTimeouts;
import java.time.Duration;

/**
 * How reads behave.
 *
 * @param consumerBufferBytes how far a consumer may fall behind before it is cut off
 * @param busyPatience how long a device that someone else keeps busy is asked again before its answer is passed on
 */
record ReadSettings(DeviceTimeouts timeouts, int consumerBufferBytes, Backoff backoff, Duration busyPatience) {
    /** discover.json, lineup.json and the stream's head are asked for one after the other. */
    private static final int QUESTIONS = 3;

    ReadSettings {
        if (consumerBufferBytes < SharedRead.CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "consumer buffer must be " + SharedRead.CHUNK_BYTES + " bytes or more: " + consumerBufferBytes);
        }
    }

    /** The longest a read takes from being asked for to its first bytes or its refusal. */
    Duration opening() {
        return timeouts.connect()
                .plus(timeouts.answer())
                .multipliedBy(QUESTIONS)
                .plus(timeouts.answer())
                .plus(SharedRead.RELEASE_GRACE)
                .plus(busyPatience);
    }
}
