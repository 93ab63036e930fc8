package channel.every.tuner.hdhomerun;

import channel.every.tuner.TunerException;

/** A device would not read or set a variable; the message has its words. */
public final class VariableRefusedException extends TunerException {
    private static final long serialVersionUID = 1;

    VariableRefusedException(String variable, String reason) {
        super(variable + ": " + reason);
    }
}
