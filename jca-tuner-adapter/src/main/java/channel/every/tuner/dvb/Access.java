package channel.every.tuner.dvb;

/** How a device node is opened; none waits in a read (O_NONBLOCK) and none is inherited by encoders (O_CLOEXEC). */
public enum Access {
    /** To ask a frontend that another program holds, or to read a dvr node, which one at a time can. */
    READ(0),
    /** To have a frontend for oneself, or to set a demultiplexer. */
    READ_WRITE(2);

    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private final int flags;

    Access(int mode) {
        flags = mode | O_NONBLOCK | O_CLOEXEC;
    }

    int flags() {
        return flags;
    }
}
