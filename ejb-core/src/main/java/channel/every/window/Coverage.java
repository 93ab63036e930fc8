package channel.every.window;

/**
 * How much of a window its frames cover.
 *
 * @param missingTicks of the window, in 90 kHz ticks
 * @param holed whether frames are missing anywhere in the input, preroll included
 */
record Coverage(long missingTicks, boolean holed) {
    /**
     * @param starts time stamps in rising order, from ahead of the window to behind it as far as received
     * @param step what one of them covers
     * @param limit a larger distance between two of them is a hole
     */
    static Coverage of(long[] starts, long step, long limit, long windowStart, long windowEnd) {
        long missing = 0;
        boolean holed = false;
        for (int i = 0; i < starts.length && starts[i] < windowEnd; i++) {
            long next = i + 1 < starts.length ? starts[i + 1] : Long.MAX_VALUE / 2;
            if (next - starts[i] > limit) {
                long from = Math.max(starts[i] + step, windowStart);
                missing += Math.max(0, Math.min(next, windowEnd) - from);
                holed |= starts[i] + step < windowEnd;
            }
        }
        boolean nothing = starts.length == 0 || starts[0] >= windowEnd;
        return nothing ? new Coverage(windowEnd - windowStart, true) : new Coverage(missing, holed);
    }
}
