package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What devices write of themselves, in their own words. */
class DeviceTextsTest {
    @Test
    void a_status_tells_lock_and_signal() {
        TunerSignal signal =
                TunerSignal.parse("ch=qam:33 lock=qam256 ss=83(-10dBmV) snq=90(29dB) seq=100 bps=38807712 pps=0");
        assertThat(signal).isEqualTo(new TunerSignal("qam:33", "qam256", 83, 90, 100, 38_807_712, 0));
        assertThat(signal.present()).isTrue();
        assertThat(signal.locked()).isTrue();
    }

    @Test
    void a_lock_in_parentheses_is_one_the_device_cannot_use_and_weak_signal_is_none() {
        TunerSignal foreign = TunerSignal.parse("ch=auto:33 lock=(ntsc) ss=80 snq=70 seq=0 bps=0 pps=0");
        assertThat(foreign.present()).isTrue();
        assertThat(foreign.locked()).isFalse();
        TunerSignal weak = TunerSignal.parse("ch=auto:14 lock=none ss=34 snq=0 seq=0 bps=0 pps=0");
        assertThat(weak.present()).isFalse();
        assertThat(weak.locked()).isFalse();
    }

    @Test
    void nonsense_is_a_percentage_still_and_no_lock() {
        TunerSignal nonsense = TunerSignal.parse("ss=999999999999999999999 lock ch= =");
        assertThat(nonsense.strength()).isBetween(0, 100);
        assertThat(nonsense.locked()).isFalse();
        assertThat(TunerSignal.parse("").present()).isFalse();
    }

    @Test
    void debug_counts_what_was_broken_on_the_way() {
        assertThat(DebugCounters.parse("""
                tun: ch=8vsb:33 lock=8vsb ss=83 snq=90 seq=100 dbg=-538/ -36
                dev: resync=2 overflow=1
                ts:  bps=19392096 te=7 miss=12 crc=3
                flt: bps=0
                net: pps=0 err=0 stop=0
                """)).isEqualTo(new DebugCounters(7, 12, 3, 2, 1));
    }

    @Test
    void stream_information_names_programs_and_their_kinds() {
        StreamInfo info = StreamInfo.parse("""
                3: 20.1 KBWB-HD
                4: 20.4 AZTECA (encrypted)
                5: 0 (no data)
                6: 0 (control)
                tsid=0x0801
                onid=0x233A
                """);
        assertThat(info.programs())
                .containsExactly(
                        new StreamInfo.Program(3, "20.1", "KBWB-HD", StreamInfo.Kind.NORMAL),
                        new StreamInfo.Program(4, "20.4", "AZTECA", StreamInfo.Kind.ENCRYPTED),
                        new StreamInfo.Program(5, "0", "", StreamInfo.Kind.NO_DATA),
                        new StreamInfo.Program(6, "0", "", StreamInfo.Kind.CONTROL));
        assertThat(info.transportStreamId()).isEqualTo(OptionalInt.of(0x0801));
        assertThat(info.originalNetworkId()).isEqualTo(OptionalInt.of(0x233A));
        assertThat(StreamInfo.parse("none\n").programs()).isEmpty();
    }
}
