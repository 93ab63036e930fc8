package channel.every.tuner.dvb;

/** How symbols carry bits (enum fe_modulation). */
public enum Modulation implements KernelWord {
    QPSK(0, "QPSK"),
    QAM_16(1, "QAM/16"),
    QAM_32(2, "QAM/32"),
    QAM_64(3, "QAM/64"),
    QAM_128(4, "QAM/128"),
    QAM_256(5, "QAM/256"),
    QAM_AUTO(6, "QAM/AUTO"),
    VSB_8(7, "VSB/8"),
    VSB_16(8, "VSB/16"),
    PSK_8(9, "PSK/8"),
    APSK_16(10, "APSK/16"),
    APSK_32(11, "APSK/32"),
    DQPSK(12, "DQPSK");

    private final int number;
    private final String word;

    Modulation(int number, String word) {
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
