package channel.every.tuner.dvb;

/** Which way a satellite's wave swings; vertical and right need the lower voltage (enum fe_sec_voltage). */
public enum Polarization implements KernelWord {
    HORIZONTAL(1, "HORIZONTAL"),
    VERTICAL(0, "VERTICAL"),
    LEFT(1, "LEFT"),
    RIGHT(0, "RIGHT");

    private final int voltage;
    private final String word;

    Polarization(int voltage, String word) {
        this.voltage = voltage;
        this.word = word;
    }

    /** The voltage that chooses it: 0 for 13 V, 1 for 18 V. */
    @Override
    public int number() {
        return voltage;
    }

    @Override
    public String word() {
        return word;
    }

    boolean low() {
        return voltage == 0;
    }
}
