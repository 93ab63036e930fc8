package channel.every.tuner.ra;

import channel.every.tuner.TunerException;

/** A tuner that delivers. It is released through its {@link Receiver}. */
interface Reception {
    /** The device's name of the tuner, such as {@code tuner0}, or empty when it does not tell. */
    String resource();

    /**
     * Waits for bytes and takes up to {@code length} of them.
     *
     * @throws TunerException when no more come, with the reason
     */
    int read(byte[] bytes, int offset, int length) throws TunerException;

    /** Waits until these packets may be given out: a source that could give everything at once is kept to the pace of its clock. */
    default void pace(byte[] packets, int length) {}

    /** Packets known to be lost between the tuner and here, so far. */
    default long lostPackets() {
        return 0;
    }
}
