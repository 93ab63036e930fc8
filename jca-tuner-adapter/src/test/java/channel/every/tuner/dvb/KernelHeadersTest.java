package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every number of ours against linux-libc-dev, with a compiled probe. For ATSC, DiSEqC and conditional access, which no test driver of the
 * kernel has, it is the only witness.
 */
final class KernelHeadersTest {
    @TempDir
    Path directory;

    private final SequencedMap<String, Long> ours = new LinkedHashMap<>();

    private void theHeadersAgree() throws Exception {
        assertThat(KernelHeaders.values(directory, ours.keySet())).containsExactlyInAnyOrderEntriesOf(ours);
    }

    @Test
    void requests_have_the_kernels_numbers() throws Exception {
        for (Ioctl request : Ioctl.values()) {
            ours.put("(unsigned int)" + request.name(), request.request());
        }
        assertThat(Ioctl.FE_GET_INFO.request()).isEqualTo(0x80a8_6f3dL);
        assertThat(Ioctl.FE_SET_PROPERTY.request()).isEqualTo(0x4010_6f52L);
        theHeadersAgree();
    }

    @Test
    void structures_have_the_kernels_sizes_and_offsets() throws Exception {
        List.of(
                        Structs.FRONTEND_INFO,
                        Structs.PROPERTY,
                        Structs.PROPERTIES,
                        Structs.DISEQC_MASTER_COMMAND,
                        Structs.PES_FILTER,
                        Structs.CA_CAPABILITIES,
                        Structs.CA_SLOT,
                        Structs.POLL)
                .forEach(this::compare);
        ours.put("sizeof(fe_status_t)", Structs.STATUS.byteSize());
        theHeadersAgree();
    }

    private void compare(StructLayout struct) {
        String type = "struct " + struct.name().orElseThrow();
        ours.put("sizeof(" + type + ")", struct.byteSize());
        compare(type, "", 0, struct);
    }

    private void compare(String type, String path, long base, GroupLayout group) {
        for (MemoryLayout member : group.memberLayouts()) {
            String name = member.name().orElse("");
            if (name.isEmpty()) {
                continue;
            }
            long at = base + group.byteOffset(MemoryLayout.PathElement.groupElement(name));
            // One of an array of them.
            String inC = path + (name.equals("stat") ? "stat[0]" : name);
            ours.put("offsetof(" + type + ", " + inC + ")", at);
            ours.put("sizeof(((" + type + "*)0)->" + inC + ")", member.byteSize());
            if (member instanceof GroupLayout inner) {
                compare(type, inC + ".", at, inner);
            }
        }
    }

    @Test
    void choices_have_the_kernels_numbers() throws Exception {
        put("", "", Modulation.values());
        put("FEC_", "", CodeRate.values());
        put("GUARD_INTERVAL_", "G_", GuardInterval.values());
        put("TRANSMISSION_MODE_", "MODE_", TransmissionMode.values());
        put("HIERARCHY_", "ALPHA_", Hierarchy.values());
        put("INVERSION_", "", Inversion.values());
        put("PILOT_", "", Pilot.values());
        put("ROLLOFF_", "R_", RollOff.values());
        put("SYS_", "", DeliverySystem.values());
        for (TuningKey key : TuningKey.values()) {
            ours.put("DTV_" + key.name(), (long) key.number());
        }
        ours.put("NO_STREAM_ID_FILTER", Property.MOST);
        ours.put("DTV_IOCTL_MAX_MSGS", (long) PropertyList.MOST);
        theHeadersAgree();
    }

    private <W extends Enum<W> & KernelWord> void put(String prefix, String stripped, W[] choices) {
        for (W choice : choices) {
            String name = choice.name();
            String rest = name.startsWith(stripped) ? name.substring(stripped.length()) : name;
            ours.put(rest.startsWith(prefix) ? rest : prefix + rest, (long) choice.number());
        }
    }

    @Test
    void voltages_tones_and_bursts_have_the_kernels_numbers() throws Exception {
        ours.put("SEC_VOLTAGE_13", (long) Polarization.VERTICAL.number());
        ours.put("(int)SEC_VOLTAGE_13", (long) Polarization.RIGHT.number());
        ours.put("SEC_VOLTAGE_18", (long) Polarization.HORIZONTAL.number());
        ours.put("(int)SEC_VOLTAGE_18", (long) Polarization.LEFT.number());
        ours.put("SEC_TONE_ON", (long) SatelliteControl.TONE_ON);
        ours.put("SEC_TONE_OFF", (long) SatelliteControl.TONE_OFF);
        // The low bit of a switch's position.
        ours.put("SEC_MINI_A", 0L);
        ours.put("SEC_MINI_B", 1L);
        theHeadersAgree();
    }

    @Test
    void filters_and_opening_modes_have_the_kernels_numbers() throws Exception {
        ours.put("DMX_IN_FRONTEND", (long) TransportTap.DMX_IN_FRONTEND);
        ours.put("DMX_OUT_TS_TAP", (long) TransportTap.DMX_OUT_TS_TAP);
        ours.put("DMX_PES_OTHER", (long) TransportTap.DMX_PES_OTHER);
        ours.put("DMX_IMMEDIATE_START", (long) TransportTap.DMX_IMMEDIATE_START);
        ours.put("O_RDONLY|O_NONBLOCK|O_CLOEXEC", (long) Access.READ.flags());
        ours.put("O_RDWR|O_NONBLOCK|O_CLOEXEC", (long) Access.READ_WRITE.flags());
        ours.put("EFD_NONBLOCK|EFD_CLOEXEC", (long) SystemCalls.EFD_FLAGS);
        ours.put("POLLIN", (long) SystemCalls.POLLIN);
        theHeadersAgree();
    }

    @Test
    void slots_for_conditional_access_have_the_kernels_flags() throws Exception {
        ours.put("CA_CI_MODULE_PRESENT", (long) CaSlot.MODULE_PRESENT);
        ours.put("CA_CI_MODULE_READY", (long) CaSlot.MODULE_READY);
        theHeadersAgree();
    }

    @Test
    void states_read_as_the_kernels_bits() throws Exception {
        Map<String, String> words = Map.of(
                "FE_NONE", "no signal",
                "FE_HAS_SIGNAL", "signal",
                "FE_HAS_CARRIER", "carrier",
                "FE_HAS_VITERBI", "inner code",
                "FE_HAS_SYNC", "sync",
                "FE_HAS_LOCK", "lock",
                "FE_TIMEDOUT", "timed out",
                "FE_REINIT", "reinitialised");
        Map<String, Long> bits = KernelHeaders.values(directory, words.keySet());
        assertThat(words)
                .allSatisfy((name, word) -> assertThat(
                                new FrontendStatus(bits.getOrDefault(name, -1L).intValue()))
                        .hasToString(word));
        assertThat(new FrontendStatus(bits.getOrDefault("FE_HAS_LOCK", 0L).intValue()).locked())
                .isTrue();
    }

    @Test
    void errors_have_the_c_librarys_numbers() throws Exception {
        for (Field constant : Errno.class.getDeclaredFields()) {
            if (constant.getType() == Errno.class) {
                Errno errno = (Errno) constant.get(null);
                ours.put(constant.getName(), (long) errno.number());
                assertThat(errno.toString()).contains("(" + constant.getName() + ")");
            }
        }
        theHeadersAgree();
    }

    @Test
    void statistics_have_the_kernels_scales() throws Exception {
        Map<String, Long> scales = KernelHeaders.values(
                directory,
                List.of("FE_SCALE_NOT_AVAILABLE", "FE_SCALE_DECIBEL", "FE_SCALE_RELATIVE", "FE_SCALE_COUNTER"));
        assertThat(Statistic.of(scale(scales, "NOT_AVAILABLE"), 5)).isEqualTo(new Statistic.Absent());
        // In 0.001 dB.
        assertThat(Statistic.of(scale(scales, "DECIBEL"), -34_200))
                .isEqualTo(new Statistic.Decibel(-34.2))
                .hasToString("-34.2 dB");
        // 0 to 65535.
        assertThat(Statistic.of(scale(scales, "RELATIVE"), 65_535))
                .isEqualTo(new Statistic.Relative(1))
                .hasToString("100 %");
        assertThat(Statistic.of(scale(scales, "COUNTER"), 7)).isEqualTo(new Statistic.Counter(7));
    }

    private static int scale(Map<String, Long> scales, String name) {
        return scales.getOrDefault("FE_SCALE_" + name, -1L).intValue();
    }
}
