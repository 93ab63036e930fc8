package channel.every.psi;

import channel.every.ts.Pid;

/**
 * A table that the MGT announces (A/65 6.2).
 *
 * @param type 0 TVCT, 2 CVCT, 4 channel ETT, 0x100 + k EIT-k, 0x200 + k ETT-k, 0x300 + region RRT
 * @param version 0 to 31
 * @param bytes length of all its sections together
 */
public record GuideTable(int type, Pid pid, int version, long bytes) {
    public static final int TERRESTRIAL_CHANNELS = 0;
    public static final int CABLE_CHANNELS = 2;

    /** EIT-0: the events of the current three hours. */
    public static final int FIRST_EVENTS = 0x100;

    /** ETT-0: their longer texts. */
    public static final int FIRST_EVENT_TEXTS = 0x200;

    /** EIT-0 to EIT-127, as many ETT. */
    private static final int SPANS = 128;

    /** Whether it holds programmes or texts about them. */
    public boolean ofEvents() {
        return type >= FIRST_EVENTS && type < FIRST_EVENTS + SPANS
                || type >= FIRST_EVENT_TEXTS && type < FIRST_EVENT_TEXTS + SPANS;
    }
}
