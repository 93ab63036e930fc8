package channel.every.tuner.dvb;

/** The share of payload in the inner code (enum fe_code_rate). */
public enum CodeRate implements KernelWord {
    NONE(0, "NONE"),
    FEC_1_2(1, "1/2"),
    FEC_2_3(2, "2/3"),
    FEC_3_4(3, "3/4"),
    FEC_4_5(4, "4/5"),
    FEC_5_6(5, "5/6"),
    FEC_6_7(6, "6/7"),
    FEC_7_8(7, "7/8"),
    FEC_8_9(8, "8/9"),
    AUTO(9, "AUTO"),
    FEC_3_5(10, "3/5"),
    FEC_9_10(11, "9/10"),
    FEC_2_5(12, "2/5");

    private final int number;
    private final String word;

    CodeRate(int number, String word) {
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
