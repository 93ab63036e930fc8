package channel.every.tuner.dvb;

/** Whether two streams of different strength share the carriers of DVB-T (enum fe_hierarchy). */
public enum Hierarchy implements KernelWord {
    NONE(0, "NONE"),
    ALPHA_1(1, "1"),
    ALPHA_2(2, "2"),
    ALPHA_4(3, "4"),
    AUTO(4, "AUTO");

    private final int number;
    private final String word;

    Hierarchy(int number, String word) {
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
