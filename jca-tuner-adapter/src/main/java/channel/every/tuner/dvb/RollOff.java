package channel.every.tuner.dvb;

/** The steepness of the filter of DVB-S2, in per cent (enum fe_rolloff). */
public enum RollOff implements KernelWord {
    R_35(0, "35"),
    R_20(1, "20"),
    R_25(2, "25"),
    AUTO(3, "AUTO");

    private final int number;
    private final String word;

    RollOff(int number, String word) {
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
