package channel.every.tuner.ra;

import channel.every.tuner.hdhomerun.DeviceTimeouts;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** Owns every tuner of the node: one ledger for inbound feeds and outbound connections. */
@Connector(
        displayName = "every.channel tuners",
        description = "HDHomeRun tuners over HTTP",
        vendorName = "every.channel",
        eisType = "Broadcast tuner",
        version = "0.1",
        transactionSupport = TransactionSupportLevel.NoTransaction)
public class TunerResourceAdapter implements ResourceAdapter {
    @ConfigProperty(description = "Seconds for a device to accept a connection")
    private Integer connectSeconds = 3;

    @ConfigProperty(description = "Seconds for a device to answer; it tunes up to 5 s before it refuses")
    private Integer answerSeconds = 12;

    @ConfigProperty(description = "Seconds without a byte after which a stream counts as lost")
    private Integer stallSeconds = 5;

    @ConfigProperty(
            description =
                    "Milliseconds before the first new attempt of a lost feed; each further wait is twice as long")
    private Integer firstRetryMillis = 500;

    @ConfigProperty(description = "The longest wait between attempts of a lost feed, in milliseconds")
    private Integer lastRetryMillis = 5000;

    @ConfigProperty(
            description = "KiB a consumer may be behind before it is cut off; 8 MiB is 3 s of an ATSC multiplex")
    private Integer consumerBufferKib = 8192;

    @ConfigProperty(description = "Seconds that a device is asked again whose tuners someone else holds")
    private Integer busySeconds = 3;

    private transient InstantSource clock = InstantSource.system();
    private transient @Nullable TunerLedger ledger;
    private transient @Nullable Feeds feeds;

    /** Before the start. */
    void clock(InstantSource other) {
        clock = other;
    }

    TunerLedger ledger() {
        return started(ledger);
    }

    Feeds feeds() {
        return started(feeds);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the tuner adapter is not started");
        }
        return part;
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        TunerLedger book;
        try {
            book = new TunerLedger(context.getWorkManager(), settings(), clock);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ResourceAdapterInternalException("tuner adapter: " + e.getMessage(), e);
        }
        ledger = book;
        feeds = new Feeds(context.getWorkManager(), book, clock);
    }

    private ReadSettings settings() {
        return new ReadSettings(
                new DeviceTimeouts(
                        Duration.ofSeconds(connectSeconds),
                        Duration.ofSeconds(answerSeconds),
                        Duration.ofSeconds(stallSeconds)),
                Math.multiplyExact(consumerBufferKib, 1024),
                new Backoff(Duration.ofMillis(firstRetryMillis), Duration.ofMillis(lastRetryMillis)),
                Duration.ofSeconds(busySeconds));
    }

    @Override
    public void stop() {
        feeds().stopAll();
        ledger().stop();
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        feeds().activate(factory, activation(spec));
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        if (spec instanceof TransportStreamActivation activation) {
            feeds().deactivate(factory, activation);
        }
    }

    private static TransportStreamActivation activation(ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof TransportStreamActivation activation)) {
            throw new NotSupportedException("not an activation of transport streams: " + spec.getClass());
        }
        activation.validate();
        return activation;
    }

    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    public Integer getConnectSeconds() {
        return connectSeconds;
    }

    public void setConnectSeconds(Integer connectSeconds) {
        this.connectSeconds = connectSeconds;
    }

    public Integer getAnswerSeconds() {
        return answerSeconds;
    }

    public void setAnswerSeconds(Integer answerSeconds) {
        this.answerSeconds = answerSeconds;
    }

    public Integer getStallSeconds() {
        return stallSeconds;
    }

    public void setStallSeconds(Integer stallSeconds) {
        this.stallSeconds = stallSeconds;
    }

    public Integer getFirstRetryMillis() {
        return firstRetryMillis;
    }

    public void setFirstRetryMillis(Integer firstRetryMillis) {
        this.firstRetryMillis = firstRetryMillis;
    }

    public Integer getLastRetryMillis() {
        return lastRetryMillis;
    }

    public void setLastRetryMillis(Integer lastRetryMillis) {
        this.lastRetryMillis = lastRetryMillis;
    }

    public Integer getConsumerBufferKib() {
        return consumerBufferKib;
    }

    public void setConsumerBufferKib(Integer consumerBufferKib) {
        this.consumerBufferKib = consumerBufferKib;
    }

    public Integer getBusySeconds() {
        return busySeconds;
    }

    public void setBusySeconds(Integer busySeconds) {
        this.busySeconds = busySeconds;
    }

    private List<Integer> configuration() {
        return List.of(
                connectSeconds,
                answerSeconds,
                stallSeconds,
                firstRetryMillis,
                lastRetryMillis,
                consumerBufferKib,
                busySeconds);
    }

    /** Adapters with one configuration are equal (Jakarta Connectors 5.3, JavaBean requirements). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TunerResourceAdapter adapter && configuration().equals(adapter.configuration());
    }

    @Override
    public int hashCode() {
        return Objects.hash(configuration());
    }
}
