package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;

/** A device refused a stream for a reason of its own, other than being busy or not having the channel. */
public final class DeviceErrorException extends TunerException {
    private static final long serialVersionUID = 1;

    private final DeviceError error;

    DeviceErrorException(DeviceError error, String message) {
        super(message);
        this.error = error;
    }

    public DeviceError error() {
        return error;
    }
}
