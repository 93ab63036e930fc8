package channel.every.window;

/**
 * How much of a window its frames cover.
 *
 * @param missingTicks of the window, in 90 kHz ticks
 * @param holed whether frames are missing, or may be, anywhere in the input, decoder context included
 */
record Coverage(long missingTicks, boolean holed) {
    static final Coverage FULL = new Coverage(0, false);

    Coverage uncertain() {
        return new Coverage(missingTicks, true);
    }

    /**
     * Counts the time between two frames.
     *
     * @param from where the first one ends
     * @param to where the second one starts
     * @param tolerance a gap that is not longer is none
     */
    Coverage plusGap(long from, long to, long windowStart, long windowEnd, long tolerance) {
        if (to <= from + tolerance) {
            return this;
        }
        long missing = Math.max(0, Math.min(to, windowEnd) - Math.max(from, windowStart));
        return new Coverage(missingTicks + missing, true);
    }
}
