package channel.every.tuner.dvb;

/**
 * Why the kernel refused a call. The numbers are those of x86, ARM and RISC-V (asm-generic/errno.h).
 *
 * @param number as the C library's errno has it
 */
public record Errno(int number) {
    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EIO = new Errno(5);
    public static final Errno ENXIO = new Errno(6);
    public static final Errno EBADF = new Errno(9);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EBUSY = new Errno(16);
    public static final Errno ENODEV = new Errno(19);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno EMFILE = new Errno(24);
    public static final Errno ENOTTY = new Errno(25);
    public static final Errno EOVERFLOW = new Errno(75);
    public static final Errno EOPNOTSUPP = new Errno(95);
    public static final Errno ETIMEDOUT = new Errno(110);

    /** In words, with what an operator can do where it is always the same. */
    @Override
    public String toString() {
        return switch (number) {
            case 1 -> "operation not permitted (EPERM)";
            case 2 -> "no such device node (ENOENT)";
            case 4 -> "interrupted (EINTR)";
            case 5 -> "input/output error of the driver (EIO)";
            case 6 -> "no such device (ENXIO)";
            case 9 -> "device node closed (EBADF)";
            case 11 -> "nothing there now (EAGAIN)";
            case 13 ->
                "permission denied (EACCES): the node's user must be in the group of the device, mostly \"video\"";
            case 16 -> "device busy (EBUSY)";
            case 19 -> "the device was taken away (ENODEV)";
            case 22 -> "the driver does not know these parameters (EINVAL)";
            case 24 -> "too many open files (EMFILE)";
            case 25 -> "not such a device (ENOTTY)";
            case 75 -> "the demultiplexer's buffer overflowed (EOVERFLOW)";
            case 95 -> "the driver cannot do that (EOPNOTSUPP)";
            case 110 -> "the driver timed out (ETIMEDOUT)";
            default -> "errno " + number;
        };
    }
}
