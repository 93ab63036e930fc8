package channel.every.tuner.dvb;

import java.util.StringJoiner;

/** How far a frontend has come (enum fe_status), each step on top of the one before. @param bits as the kernel gives them */
public record FrontendStatus(int bits) {
    private static final int SIGNAL = 0x01;
    private static final int CARRIER = 0x02;
    private static final int VITERBI = 0x04;
    private static final int SYNC = 0x08;
    private static final int LOCK = 0x10;
    private static final int TIMED_OUT = 0x20;
    private static final int REINIT = 0x40;

    /** Everything works: transport stream comes. */
    public boolean locked() {
        return (bits & LOCK) != 0;
    }

    /** As in {@code signal, carrier}, or {@code no signal}. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(", ").setEmptyValue("no signal");
        add(words, SIGNAL, "signal");
        add(words, CARRIER, "carrier");
        add(words, VITERBI, "inner code");
        add(words, SYNC, "sync");
        add(words, LOCK, "lock");
        add(words, TIMED_OUT, "timed out");
        add(words, REINIT, "reinitialised");
        return words.toString();
    }

    private void add(StringJoiner words, int bit, String word) {
        if ((bits & bit) != 0) {
            words.add(word);
        }
    }
}
