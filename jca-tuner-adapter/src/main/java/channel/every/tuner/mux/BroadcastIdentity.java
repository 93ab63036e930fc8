package channel.every.tuner.mux;

/**
 * Which broadcast a program is, as far as its own program association tells: two devices that show equal ones receive the same.
 *
 * @param transportStreamId 16 bits
 * @param program 1 to 65535
 */
public record BroadcastIdentity(int transportStreamId, int program) {
    @Override
    public String toString() {
        return "tsid-%d/program-%d".formatted(transportStreamId, program);
    }
}
