package channel.every.moq.quic;

/**
 * What is sent to each subscriber: a group a second, each a stream of one direction.
 *
 * @param subscribers at once
 * @param frameBytes of each frame
 * @param framesPerSecond of each subscriber
 * @param seconds measured, after as long a warm-up again
 */
public record FanOutLoad(int subscribers, int frameBytes, int framesPerSecond, int seconds) {
    /** A television channel of low rate: 25 frames a second, 1 Mbit/s. */
    public static FanOutLoad ofSystemProperties() {
        return new FanOutLoad(
                Integer.getInteger("fanout.subscribers", 100), 5000, 25, Integer.getInteger("fanout.seconds", 10));
    }

    /**
     * What it cost the sender.
     *
     * @param bytes that arrived at all subscribers together
     * @param cpuNanos of the sender's threads meanwhile
     */
    public record Figure(long bytes, long cpuNanos, int seconds) {
        public double cpuSecondsPerGigabit() {
            return cpuNanos / 1e9 / (bytes * 8 / 1e9);
        }

        public double megabitsPerSecond() {
            return bytes * 8 / 1e6 / seconds;
        }

        @Override
        public String toString() {
            return "%.0f Mbit/s, %.2f s of CPU per Gbit".formatted(megabitsPerSecond(), cpuSecondsPerGigabit());
        }
    }
}
