package channel.every.device;

import org.jspecify.annotations.Nullable;

/**
 * A tuner at a moment, and how the device's variables write that (libhdhomerun, hdhomerun_device.c; HDHomeRun TECH manual, page 9).
 *
 * @param channel as it was set, or what an HTTP stream takes
 * @param target who gets the stream, or {@code none}
 * @param virtual the channel that is watched, if that is one
 * @param tuned any channel of the multiplex that is received, null without a lock
 * @param lock its modulation, or {@code none}
 * @param missing breaks of continuity in what was given out
 */
record TunerState(
        int number,
        String channel,
        String target,
        @Nullable DeviceChannel virtual,
        @Nullable DeviceChannel tuned,
        String lock,
        long packetsPerSecond,
        long transportErrors,
        long missing) {
    /** A virtual antenna receives or does not. */
    private int quality() {
        return tuned == null ? 0 : 100;
    }

    int bitsPerSecond() {
        return tuned == null ? 0 : tuned.bitsPerSecond();
    }

    String status() {
        return "ch=%s lock=%s ss=%d snq=%d seq=%d bps=%d pps=%d"
                .formatted(channel, lock, quality(), quality(), quality(), bitsPerSecond(), datagramsPerSecond());
    }

    private long datagramsPerSecond() {
        return packetsPerSecond / 7;
    }

    String virtualStatus() {
        return virtual == null
                ? "vch=none name=none auth=none cci=none cgms=none"
                : "vch=%s name=%s auth=unspecified cci=none cgms=none".formatted(virtual.number(), virtual.name());
    }

    String debug() {
        long bps = packetsPerSecond * 188 * 8;
        return """
                tun: ch=%s lock=%s ss=%d snq=%d seq=%d dbg=0
                dev: bps=%d resync=0 overflow=0
                ts:  bps=%d te=%d miss=%d crc=0
                flt: bps=%d
                net: pps=%d err=0 stop=0
                """.formatted(
                        channel,
                        lock,
                        quality(),
                        quality(),
                        quality(),
                        bitsPerSecond(),
                        bitsPerSecond(),
                        transportErrors,
                        missing,
                        bps,
                        datagramsPerSecond());
    }
}
