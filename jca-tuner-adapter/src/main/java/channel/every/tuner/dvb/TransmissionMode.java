package channel.every.tuner.dvb;

/** How many carriers share the channel (enum fe_transmit_mode). */
public enum TransmissionMode implements KernelWord {
    MODE_2K(0, "2K"),
    MODE_8K(1, "8K"),
    AUTO(2, "AUTO"),
    MODE_4K(3, "4K"),
    MODE_1K(4, "1K"),
    MODE_16K(5, "16K"),
    MODE_32K(6, "32K");

    private final int number;
    private final String word;

    TransmissionMode(int number, String word) {
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
