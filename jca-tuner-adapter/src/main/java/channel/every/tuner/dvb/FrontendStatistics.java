package channel.every.tuner.dvb;

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
        Statistic blockTotal) {}
