package channel.every.tuner.dvb;

/** Whether DVB-S2 sends pilot symbols (enum fe_pilot). */
public enum Pilot implements KernelWord {
    ON(0, "ON"),
    OFF(1, "OFF"),
    AUTO(2, "AUTO");

    private final int number;
    private final String word;

    Pilot(int number, String word) {
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
