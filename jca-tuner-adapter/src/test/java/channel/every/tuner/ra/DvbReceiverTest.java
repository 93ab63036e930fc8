package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import channel.every.tuner.dvb.Errno;
import channel.every.tuner.dvb.FakeNodes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DvbReceiverTest {
    private static final int LOCKED = 0x1F;

    @TempDir
    Path directory;

    private final FakeNodes kernel = new FakeNodes();

    @BeforeEach
    void writeChannels() throws IOException {
        Files.writeString(directory.resolve("channels.conf"), """
                [News]
                VCHANNEL = 5.1
                SERVICE_ID = 3
                DELIVERY_SYSTEM = ATSC
                FREQUENCY = 473000000
                MODULATION = VSB/8
                [Sport]
                VCHANNEL = 5.2
                SERVICE_ID = 4
                DELIVERY_SYSTEM = ATSC
                FREQUENCY = 473000000
                MODULATION = VSB/8
                """);
        kernel.statuses.add(LOCKED);
    }

    @AfterEach
    void nothingStaysOpen() {
        assertThat(kernel.open()).isZero();
    }

    private DvbReceiver receiver(String channel) {
        return receiver(channel, "dvb://adapter0/frontend0?statistics=0&channels=" + directory + "/channels.conf");
    }

    private DvbReceiver receiver(String channel, String device) {
        return new DvbReceiver(
                new ChannelTune(URI.create(device), channel),
                kernel,
                Path.of("/nowhere"),
                Duration.ofSeconds(1),
                InstantSource.system());
    }

    @Test
    void channels_of_one_multiplex_share_its_place() throws TunerException {
        Place news = receiver("5.1").place().orElseThrow();
        Place sport = receiver("Sport").place().orElseThrow();
        assertThat(news.multiplex()).isEqualTo(sport.multiplex());
        assertThat(news.multiplex().channel()).isEqualTo("atsc-473000000");
        assertThat(news.program()).isEqualTo(3);
        assertThat(sport.program()).isEqualTo(4);
    }

    @Test
    void a_multiplex_is_its_own_place_and_is_received_whole() throws TunerException {
        DvbReceiver receiver = receiver("atsc-473000000");
        assertThat(receiver.place()).isEmpty();
        TunerDevice device = receiver.describe();
        assertThat(device.id()).isEqualTo("dvb/adapter0/frontend0");
        assertThat(device.tunerCount()).isEqualTo(1);
        kernel.deliveries.add(new byte[] {0x47, 1});
        Reception reception = receiver.receive();
        assertThat(reception.resource()).isEqualTo("adapter0/frontend0");
        byte[] bytes = new byte[188];
        assertThat(reception.read(bytes, 0, bytes.length)).isEqualTo(2);
        assertThat(kernel.calls).contains("DMX_SET_PES_FILTER pid=8192 input=0 output=2 type=20 flags=4");
        receiver.hangUp();
        assertThat(receiver.hungUp()).isTrue();
    }

    @Test
    void bytes_the_kernel_threw_away_are_counted_as_packets() throws TunerException {
        DvbReceiver receiver = receiver("atsc-473000000");
        kernel.deliveries.add(Errno.EOVERFLOW);
        kernel.deliveries.add(new byte[] {0x47});
        Reception reception = receiver.receive();
        reception.read(new byte[188], 0, 188);
        assertThat(reception.lostPackets()).isEqualTo(40_000);
        receiver.hangUp();
    }

    @Test
    void a_busy_frontend_can_be_asked_again() throws TunerException {
        DvbReceiver receiver = receiver("atsc-473000000");
        kernel.refused.put("open dvr0 READ", Errno.EBUSY);
        assertThatThrownBy(receiver::receive).isInstanceOf(TunerBusyException.class);
        assertThat(kernel.open()).isZero();
        kernel.refused.clear();
        kernel.deliveries.add(new byte[] {0x47});
        assertThat(receiver.receive().read(new byte[188], 0, 188)).isEqualTo(1);
        receiver.hangUp();
    }

    @Test
    void after_hanging_up_nothing_is_opened() {
        DvbReceiver receiver = receiver("atsc-473000000");
        receiver.hangUp();
        assertThatThrownBy(receiver::receive).isInstanceOf(TunerException.class);
        assertThat(kernel.calls).isEmpty();
    }

    @Test
    void a_channel_that_the_file_lacks_is_unknown() {
        assertThatThrownBy(() -> receiver("7.1").place())
                .isInstanceOf(UnknownChannelException.class)
                .hasMessageEndingWith("it has 5.1 News, 5.2 Sport");
    }

    @Test
    void an_address_that_cannot_work_says_how_one_is_written() {
        assertThatThrownBy(() -> receiver("5.1", "dvb://adapter0").describe())
                .isInstanceOf(TunerException.class)
                .hasMessage("a DVB device is written dvb://adapter0/frontend0: \"dvb://adapter0\"");
    }

    @Test
    void a_device_that_may_not_be_opened_names_the_remedy() {
        kernel.refused.put("open frontend0 READ", Errno.EACCES);
        assertThatThrownBy(() -> receiver("5.1").describe())
                .hasMessageContaining("must be in the group of the device, mostly \"video\"");
    }
}
