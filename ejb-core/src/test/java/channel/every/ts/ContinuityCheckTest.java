package channel.every.ts;

import static channel.every.ts.ContinuityCheck.Verdict.BROKEN;
import static channel.every.ts.ContinuityCheck.Verdict.CONTINUOUS;
import static channel.every.ts.ContinuityCheck.Verdict.DUPLICATE;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.ContinuityCheck.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuityCheckTest {
    private static List<Verdict> verdicts(byte[]... packets) {
        ContinuityCheck check = new ContinuityCheck();
        List<Verdict> verdicts = new ArrayList<>();
        for (byte[] packet : packets) {
            verdicts.add(check.check(new TsPacket().at(packet, 0)));
        }
        return verdicts;
    }

    @Test
    void counters_run_from_anything_and_wrap_at_16() {
        assertThat(verdicts(Packets.payload(256, 14, 1), Packets.payload(256, 15, 2), Packets.payload(256, 0, 3)))
                .containsExactly(CONTINUOUS, CONTINUOUS, CONTINUOUS);
    }

    @Test
    void a_missing_packet_breaks_its_own_pid_only() {
        assertThat(verdicts(
                        Packets.payload(256, 1, 1),
                        Packets.payload(257, 1, 1),
                        Packets.payload(256, 3, 2),
                        Packets.payload(257, 2, 2)))
                .containsExactly(CONTINUOUS, CONTINUOUS, BROKEN, CONTINUOUS);
    }

    @Test
    void one_exact_duplicate_is_legal_and_a_second_is_not() {
        byte[] packet = Packets.payload(256, 5, 7);
        assertThat(verdicts(packet, packet, packet)).containsExactly(CONTINUOUS, DUPLICATE, BROKEN);
        assertThat(verdicts(packet, packet, Packets.payload(256, 6, 8)))
                .containsExactly(CONTINUOUS, DUPLICATE, CONTINUOUS);
    }

    @Test
    void a_repeated_counter_with_another_payload_is_a_loss_of_sixteen() {
        assertThat(verdicts(Packets.payload(256, 5, 7), Packets.payload(256, 5, 8)))
                .containsExactly(CONTINUOUS, BROKEN);
    }

    @Test
    void a_duplicate_may_carry_another_pcr() {
        byte[] first = Packets.packet("47 01 00 35 07 10 00 00 00 00 7E 00 AA BB");
        byte[] second = Packets.packet("47 01 00 35 07 10 00 00 00 01 7E 00 AA BB");
        assertThat(verdicts(first, second)).containsExactly(CONTINUOUS, DUPLICATE);
    }

    @Test
    void the_counter_stands_still_without_payload() {
        byte[] adaptationOnly = Packets.packet("47 01 00 25 B7 00");
        byte[] stepped = Packets.packet("47 01 00 26 B7 00");
        assertThat(verdicts(
                        Packets.payload(256, 5, 7),
                        adaptationOnly,
                        adaptationOnly,
                        Packets.payload(256, 6, 7),
                        adaptationOnly))
                .containsExactly(CONTINUOUS, CONTINUOUS, CONTINUOUS, CONTINUOUS, BROKEN);
        assertThat(verdicts(Packets.payload(256, 5, 7), stepped)).containsExactly(CONTINUOUS, BROKEN);
    }

    @Test
    void a_discontinuity_indicator_excuses_any_counter() {
        byte[] announced = Packets.packet("47 01 00 3C 01 80");
        assertThat(verdicts(Packets.payload(256, 5, 7), announced, Packets.payload(256, 13, 1)))
                .containsExactly(CONTINUOUS, CONTINUOUS, CONTINUOUS);
    }

    @Test
    void null_packets_have_no_counter() {
        assertThat(verdicts(Packets.payload(0x1FFF, 0, 0), Packets.payload(0x1FFF, 9, 0)))
                .containsExactly(CONTINUOUS, CONTINUOUS);
    }

    @Test
    void a_packet_with_a_transport_error_is_not_blamed_and_its_counter_believed_if_it_is_next() {
        byte[] damaged = Packets.packet("47 81 00 16");
        byte[] astray = Packets.packet("47 81 00 1B");
        assertThat(verdicts(Packets.payload(256, 5, 7), damaged, Packets.payload(256, 7, 7)))
                .containsExactly(CONTINUOUS, CONTINUOUS, CONTINUOUS);
        assertThat(verdicts(Packets.payload(256, 5, 7), astray, Packets.payload(256, 6, 7)))
                .containsExactly(CONTINUOUS, CONTINUOUS, CONTINUOUS);
        assertThat(verdicts(Packets.payload(256, 5, 7), astray, Packets.payload(256, 7, 7)))
                .containsExactly(CONTINUOUS, CONTINUOUS, BROKEN);
    }

    @Test
    void packets_that_just_run_on_are_passed_in_one_go_and_counted() {
        ContinuityCheck check = new ContinuityCheck();
        byte[] stream = Packets.join(
                Packets.payload(256, 14, 1),
                Packets.payload(256, 15, 2),
                Packets.payload(256, 0, 3),
                Packets.payload(0x1FFF, 0, 0),
                Packets.payload(256, 1, 4),
                Packets.payload(0x1FFF, 0, 0),
                Packets.payload(256, 3, 5));
        // the first of each PID needs a look
        assertThat(check.runOn(ByteBuffer.wrap(stream), 0, stream.length)).isZero();
        check.check(new TsPacket().at(stream, 0));
        assertThat(check.runOn(ByteBuffer.wrap(stream), 188, stream.length)).isEqualTo(3 * 188);
        check.check(new TsPacket().at(stream, 3 * 188));
        assertThat(check.runOn(ByteBuffer.wrap(stream), 4 * 188, stream.length)).isEqualTo(6 * 188);
        assertThat(check.check(new TsPacket().at(stream, 6 * 188))).isEqualTo(BROKEN);
        assertThat(check.of(256).packets()).isEqualTo(5);
        assertThat(check.of(0x1FFF).packets()).isEqualTo(2);
    }

    @Test
    void a_duplicate_of_a_packet_that_ran_on_is_still_known() {
        ContinuityCheck check = new ContinuityCheck();
        byte[] stream =
                Packets.join(Packets.payload(256, 5, 1), Packets.payload(256, 6, 2), Packets.payload(256, 6, 2));
        check.check(new TsPacket().at(stream, 0));
        assertThat(check.runOn(ByteBuffer.wrap(stream), 188, stream.length)).isEqualTo(2 * 188);
        assertThat(check.check(new TsPacket().at(stream, 2 * 188))).isEqualTo(DUPLICATE);
        assertThat(check.check(new TsPacket().at(stream, 2 * 188))).isEqualTo(BROKEN);
    }

    @Test
    void less_than_a_packet_is_not_read() {
        ContinuityCheck check = new ContinuityCheck();
        byte[] packet = Packets.payload(256, 5, 1);
        assertThat(check.runOn(ByteBuffer.wrap(packet), 0, 187)).isZero();
    }

    @Test
    void no_packet_of_a_watched_pid_runs_on() {
        ContinuityCheck check = new ContinuityCheck();
        byte[] stream = Packets.join(Packets.payload(256, 5, 1), Packets.payload(256, 6, 2));
        check.of(256).watch(true);
        check.check(new TsPacket().at(stream, 0));
        assertThat(check.runOn(ByteBuffer.wrap(stream), 188, stream.length)).isEqualTo(188);
        check.of(256).watch(false);
        assertThat(check.check(new TsPacket().at(stream, 188))).isEqualTo(CONTINUOUS);
        assertThat(check.of(256).packets()).isEqualTo(2);
    }
}
