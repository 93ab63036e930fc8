package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.control.ControlField;
import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.control.FrameType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Networks on which not only devices answer. */
class DeviceSearchTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final URI BASE = URI.create("http://127.0.0.1:5004");
    private static final byte[] DEVICE = TestDiscovery.reply("EC000008", BASE);

    private static List<FoundDevice> search(TestDiscovery answers) throws IOException {
        return new DeviceSearch(InstantSource.system(), answers.port()).at(List.of(HERE), DiscoverRequest.toAll());
    }

    /** A reply of a kind of device, with a number that nobody checked. */
    private static byte[] reply(int type, int number) {
        return new ControlFrame(
                        FrameType.DISCOVER_REPLY,
                        List.of(
                                ControlField.ofInt(ControlField.DEVICE_TYPE, type),
                                ControlField.ofInt(ControlField.DEVICE_ID, number)))
                .encode();
    }

    @Test
    void garbage_half_answers_wrong_checksums_and_other_kinds_of_devices_hide_nobody() throws Exception {
        byte[] damaged = Arrays.copyOf(DEVICE, DEVICE.length);
        damaged[9] ^= 1;
        try (TestDiscovery network = TestDiscovery.answering(
                HERE,
                new byte[0],
                new byte[1400],
                Arrays.copyOf(DEVICE, DEVICE.length / 2),
                damaged,
                reply(1, 0x12345678),
                reply(5, 0xEC000017),
                DiscoverRequest.toAll().frame().encode(),
                DEVICE,
                DEVICE)) {
            assertThat(search(network)).extracting(FoundDevice::base).containsExactly(BASE);
        }
    }

    @Test
    void a_device_may_not_point_at_another_host() throws Exception {
        try (TestDiscovery network =
                TestDiscovery.answering(HERE, TestDiscovery.reply("EC000008", URI.create("http://192.0.2.1:5004")))) {
            assertThat(search(network)).extracting(FoundDevice::base).containsExactly(BASE);
        }
    }

    @Test
    void who_never_ceases_to_answer_does_not_keep_the_search_from_its_end() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        try (DatagramSocket flooder = new DatagramSocket(new InetSocketAddress(HERE, 0))) {
            Thread flood = Thread.ofPlatform().daemon().start(() -> {
                DatagramPacket asked = new DatagramPacket(new byte[1500], 1500);
                try {
                    flooder.receive(asked);
                    while (found.getCount() > 0) {
                        flooder.send(new DatagramPacket(DEVICE, DEVICE.length, asked.getSocketAddress()));
                        flooder.send(new DatagramPacket(new byte[8], 8, asked.getSocketAddress()));
                    }
                } catch (IOException e) {
                    // The search has closed its port.
                    found.countDown();
                }
            });
            List<FoundDevice> devices = new DeviceSearch(InstantSource.system(), flooder.getLocalPort())
                    .at(List.of(HERE), DiscoverRequest.toAll());
            assertThat(devices).hasSize(1);
            found.countDown();
            flood.join();
        }
    }
}
