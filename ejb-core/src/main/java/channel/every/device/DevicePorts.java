package channel.every.device;

/**
 * Where a device listens.
 *
 * @param http TCP, pages and streams, where a real device has 80 and 5004; 0 for any free one
 * @param control UDP and TCP, discovery and variables; 0 for any free one, {@link #NONE} for no such port
 */
public record DevicePorts(int http, int control) {
    public static final int NONE = -1;

    /** Where every client looks (libhdhomerun, hdhomerun_pkt.h). */
    public static final int USUAL_CONTROL = 65001;

    public DevicePorts {
        if (http < 0 || http > 0xFFFF) {
            throw new IllegalArgumentException("port is 0 to 65535: " + http);
        }
        if (control < NONE || control > 0xFFFF) {
            throw new IllegalArgumentException("control port is 0 to 65535: " + control);
        }
    }
}
