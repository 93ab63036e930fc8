package channel.every.tuner.dvb;

/** Whether the spectrum is mirrored (enum fe_spectral_inversion). */
public enum Inversion implements KernelWord {
    OFF(0, "OFF"),
    ON(1, "ON"),
    AUTO(2, "AUTO");

    private final int number;
    private final String word;

    Inversion(int number, String word) {
        this.number = number;
        this.word = word;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String word() {
        return word;
    }
}
