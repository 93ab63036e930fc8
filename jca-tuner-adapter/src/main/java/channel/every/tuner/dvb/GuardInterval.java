package channel.every.tuner.dvb;

/** The pause between two symbols, in symbols (enum fe_guard_interval). */
public enum GuardInterval implements KernelWord {
    G_1_32(0, "1/32"),
    G_1_16(1, "1/16"),
    G_1_8(2, "1/8"),
    G_1_4(3, "1/4"),
    AUTO(4, "AUTO"),
    G_1_128(5, "1/128"),
    G_19_128(6, "19/128"),
    G_19_256(7, "19/256");

    private final int number;
    private final String word;

    GuardInterval(int number, String word) {
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
