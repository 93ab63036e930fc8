package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.TunerConnection;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.TestMultiplex;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transport streams whose packets come in frames, or out of step. */
class FramesTest extends Receiving {
    private static final int ENOUGH_PACKETS = 300;

    FramesTest() throws IOException, ResourceException {
        super(new VirtualDevice(4, "5.1", "5.2"), adapter -> {});
    }

    /** As some satellite receivers and cable modulators send them, and as camcorders and recorders write them. */
    @ParameterizedTest
    @ValueSource(ints = {192, 204})
    void packets_in_longer_frames_are_read_without_what_frames_them(int frame) throws Exception {
        device.channel("9.9", exchange -> {
            OutputStream out = VirtualDevice.begin(exchange, "tuner1");
            for (long number = 0; number < 2000; number++) {
                out.write(new byte[frame == 192 ? 4 : 0]);
                out.write(NumberedPackets.from(number, 1));
                out.write(new byte[frame == 204 ? 16 : 0]);
            }
            out.flush();
            untilOver();
        });
        try (TunerConnection connection = tuners.connect(tune("9.9"))) {
            connection.transportStream().readNBytes(frame == 192 ? 4 : 0);
            readPackets(connection, 1990);
            assertThat(tuners.leases().getFirst().malformedBytes()).isEqualTo(frame == 192 ? 4 : 0);
        }
    }

    @Test
    void misaligned_bytes_before_the_first_packet_are_counted_and_the_packets_are_all_there() throws Exception {
        device.channel("9.9", exchange -> {
            OutputStream out = VirtualDevice.begin(exchange, "tuner1");
            out.write(new byte[77]);
            for (long sent = 0; sent < 2000; sent += 50) {
                out.write(NumberedPackets.from(sent, 50));
            }
            out.flush();
            untilOver();
        });
        try (TunerConnection connection = tuners.connect(tune("9.9"))) {
            assertThat(connection.transportStream().readNBytes(77)).containsOnly(0);
            readPackets(connection, ENOUGH_PACKETS);
            assertThat(tuners.leases().getFirst().malformedBytes()).isEqualTo(77);
        }
    }

    @Test
    void misaligned_bytes_between_packets_cost_a_program_none_of_its_own() throws Exception {
        TestMultiplex air = new TestMultiplex(0x801);
        device.page("/auto/ch473000000", exchange -> {
            OutputStream out = VirtualDevice.begin(exchange, "tuner1");
            for (long round = 0; round < 200; round++) {
                out.write(air.round(round));
                out.write(new byte[(int) round % 3 * 50]);
            }
            out.flush();
            untilOver();
        });
        try (TunerConnection connection = tuners.connect(tune("ch473000000-1"))) {
            long next = 0;
            for (int packets = 0; packets < 1900; packets++) {
                byte[] packet = connection.transportStream().readNBytes(NumberedPackets.SIZE);
                if ((packet[1] & 0x1F) == 1) {
                    assertThat(NumberedPackets.number(packet, 0)).isEqualTo(next);
                    next += 2;
                }
            }
            assertThat(next).isGreaterThan(2 * 1500);
        }
    }
}
