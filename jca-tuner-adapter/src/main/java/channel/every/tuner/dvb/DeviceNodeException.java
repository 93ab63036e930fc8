package channel.every.tuner.dvb;

import channel.every.tuner.TunerException;

/** The kernel refused a call to a device node; the message names node, call and reason. */
public final class DeviceNodeException extends TunerException {
    private static final long serialVersionUID = 1;

    private final int number;

    public DeviceNodeException(String call, Errno errno) {
        super(call + ": " + errno);
        this.number = errno.number();
    }

    public Errno errno() {
        return new Errno(number);
    }

    boolean is(Errno errno) {
        return number == errno.number();
    }
}
