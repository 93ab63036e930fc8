package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server's pool relies on. */
class ConnectorContractTest {
    private final Container container = new Container();
    private final VirtualDevice device;

    ConnectorContractTest() throws IOException, ResourceException {
        device = new VirtualDevice(4, "5.1", "5.2");
        container.started();
    }

    @AfterEach
    void stop() {
        container.stop();
        device.close();
    }

    private ChannelTune tune(String channel) {
        return new ChannelTune(device.base(), channel);
    }

    private TunerConnectionFactory pooled(Pool pool) throws ResourceException {
        return (TunerConnectionFactory) container.managedFactory().createConnectionFactory(pool);
    }

    @Test
    void a_pooled_connection_that_is_closed_holds_no_tuner_and_serves_another_channel() throws Exception {
        Pool pool = new Pool(1);
        TunerConnectionFactory tuners = pooled(pool);
        tuners.connect(tune("5.1")).close();
        assertThat(tuners.leases()).isEmpty();
        try (TunerConnection again = tuners.connect(tune("5.2"))) {
            assertThat(again.tune()).isEqualTo(tune("5.2"));
            assertThat(tuners.leases()).hasSize(1);
        }
        assertThat(pool.made()).isOne();
    }

    @Test
    void a_full_pool_is_a_busy_tuner() throws Exception {
        TunerConnectionFactory tuners = pooled(new Pool(1));
        try (TunerConnection only = tuners.connect(tune("5.1"))) {
            assertThatThrownBy(() -> tuners.connect(tune("5.2")))
                    .isInstanceOf(TunerBusyException.class)
                    .hasMessage("no place for " + tune("5.2")
                            + " in the server's connection pool: no connection became free within 2 s");
            assertThat(only.tune()).isEqualTo(tune("5.1"));
        }
    }

    @Test
    void a_refused_channel_leaves_the_place_in_the_pool_usable() throws Exception {
        device.channel("5.2", VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", "805 All Tuners In Use")));
        TunerConnectionFactory tuners = pooled(new Pool(1));
        assertThatThrownBy(() -> tuners.connect(tune("5.2"))).isInstanceOf(TunerBusyException.class);
        tuners.connect(tune("5.1")).close();
        assertThat(tuners.leases()).isEmpty();
    }

    @Test
    void a_connection_in_use_matches_its_own_channel_only() throws Exception {
        TunerManagedConnectionFactory factory = container.managedFactory();
        TuneRequest request = new TuneRequest(tune("5.1"), Claim.browsing("connection"));
        TunerManagedConnection connection = (TunerManagedConnection) factory.createManagedConnection(null, request);
        assertThat(factory.matchManagedConnections(
                        Set.of(connection), null, new TuneRequest(tune("5.2"), Claim.browsing("connection"))))
                .isSameAs(connection);
        TunerHandle handle = connection.getConnection(null, request);
        assertThat(factory.matchManagedConnections(Set.of(connection), null, request))
                .isSameAs(connection);
        assertThat(factory.matchManagedConnections(
                        Set.of(connection), null, new TuneRequest(tune("5.2"), Claim.browsing("connection"))))
                .isNull();
        handle.close();
        connection.destroy();
        assertThat(factory.matchManagedConnections(Set.of(connection), null, request))
                .isNull();
    }

    @Test
    void a_destroyed_connection_is_invalid_and_frees_its_tuner() throws Exception {
        TunerManagedConnectionFactory factory = container.managedFactory();
        TuneRequest request = new TuneRequest(tune("5.1"), Claim.browsing("connection"));
        TunerManagedConnection connection = (TunerManagedConnection) factory.createManagedConnection(null, request);
        connection.getConnection(null, request);
        assertThat(factory.getInvalidConnections(Set.of(connection))).isEmpty();
        connection.destroy();
        assertThat(container.adapter.ledger().leases()).isEmpty();
        assertThat(factory.getInvalidConnections(Set.of(connection))).containsExactly(connection);
    }

    @Test
    void a_handle_moves_with_its_tuner_to_another_connection() throws Exception {
        TunerManagedConnectionFactory factory = container.managedFactory();
        TuneRequest request = new TuneRequest(tune("5.1"), Claim.browsing("connection"));
        TunerManagedConnection from = (TunerManagedConnection) factory.createManagedConnection(null, request);
        TunerManagedConnection to = (TunerManagedConnection) factory.createManagedConnection(null, request);
        TunerHandle handle = from.getConnection(null, request);
        to.associateConnection(handle);
        from.cleanup();
        assertThat(handle.transportStream().read()).isEqualTo(0x47);
        to.cleanup();
        assertThat(container.adapter.ledger().leases()).isEmpty();
    }

    @Test
    void factories_of_one_adapter_are_equal_and_others_are_not() throws Exception {
        assertThat(container.managedFactory())
                .isEqualTo(container.managedFactory())
                .hasSameHashCodeAs(container.managedFactory())
                .isNotEqualTo(new TunerManagedConnectionFactory());
    }

    @Test
    void adapters_are_equal_by_their_configuration() {
        TunerResourceAdapter one = new TunerResourceAdapter();
        TunerResourceAdapter other = new TunerResourceAdapter();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        other.setStallSeconds(9);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void a_back_off_that_falls_is_refused_at_the_start() {
        TunerResourceAdapter adapter = new TunerResourceAdapter();
        adapter.setFirstRetryMillis(9000);
        assertThatThrownBy(() -> adapter.start(container))
                .isInstanceOf(ResourceAdapterInternalException.class)
                .hasMessageContaining("back-off must rise");
    }
}
