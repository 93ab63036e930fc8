package channel.every.tuner.dvb;

import java.util.StringJoiner;

/**
 * How well a frontend receives. Each read costs the driver transfers over the bus it also sends the stream by, and some lose packets then.
 *
 * @param preErrors bit errors before the inner code, of {@code preTotal} bits
 * @param postErrors bit errors after it, of {@code postTotal} bits
 * @param blockErrors packets that stayed broken, of {@code blockTotal}
 */
public record FrontendStatistics(
        FrontendStatus status,
        Statistic strength,
        Statistic cnr,
        Statistic preErrors,
        Statistic preTotal,
        Statistic postErrors,
        Statistic postTotal,
        Statistic blockErrors,
        Statistic blockTotal) {
    /** In words, what is measured alone: {@code signal, carrier, inner code, sync, lock; strength -34.2 dB; cnr 33.7 dB}. */
    @Override
    public String toString() {
        StringJoiner words = new StringJoiner("; ").add(status.toString());
        add(words, "strength", strength);
        add(words, "cnr", cnr);
        add(words, "bit errors before the inner code", preErrors);
        add(words, "of bits", preTotal);
        add(words, "bit errors after it", postErrors);
        add(words, "of bits", postTotal);
        add(words, "broken packets", blockErrors);
        add(words, "of packets", blockTotal);
        return words.toString();
    }

    private static void add(StringJoiner words, String name, Statistic statistic) {
        if (!(statistic instanceof Statistic.Absent)) {
            words.add(name + ' ' + statistic);
        }
    }
}
