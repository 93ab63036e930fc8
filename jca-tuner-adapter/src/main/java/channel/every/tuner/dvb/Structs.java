package channel.every.tuner.dvb;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.MemoryLayout.unionLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/** The kernel's structures of 64-bit machines, field by field under the kernel's names (linux/dvb/frontend.h, dmx.h, ca.h). */
final class Structs {
    static final int FRONTEND_NAME_BYTES = 128;

    static final StructLayout FRONTEND_INFO = structLayout(
                    sequenceLayout(FRONTEND_NAME_BYTES, JAVA_BYTE).withName("name"),
                    JAVA_INT.withName("type"),
                    JAVA_INT.withName("frequency_min"),
                    JAVA_INT.withName("frequency_max"),
                    JAVA_INT.withName("frequency_stepsize"),
                    JAVA_INT.withName("frequency_tolerance"),
                    JAVA_INT.withName("symbol_rate_min"),
                    JAVA_INT.withName("symbol_rate_max"),
                    JAVA_INT.withName("symbol_rate_tolerance"),
                    JAVA_INT.withName("notifier_delay"),
                    JAVA_INT.withName("caps"))
            .withName("dvb_frontend_info");

    static final ValueLayout.OfInt STATUS = JAVA_INT.withName("fe_status");

    /** Of up to four layers the first, which is the whole signal's; the others are passed over. */
    private static final StructLayout STATISTICS = structLayout(
            JAVA_BYTE.withName("len"),
            structLayout(JAVA_BYTE.withName("scale"), JAVA_LONG_UNALIGNED.withName("svalue"))
                    .withName("stat"),
            MemoryLayout.paddingLayout(27));

    static final StructLayout PROPERTY = structLayout(
                    JAVA_INT_UNALIGNED.withName("cmd"),
                    MemoryLayout.paddingLayout(12),
                    unionLayout(
                                    JAVA_INT_UNALIGNED.withName("data"),
                                    STATISTICS.withName("st"),
                                    structLayout(
                                                    sequenceLayout(32, JAVA_BYTE)
                                                            .withName("data"),
                                                    JAVA_INT_UNALIGNED.withName("len"),
                                                    MemoryLayout.paddingLayout(20))
                                            .withName("buffer"))
                            .withName("u"),
                    JAVA_INT_UNALIGNED.withName("result"))
            .withName("dtv_property");

    static final StructLayout PROPERTIES = structLayout(
                    JAVA_INT.withName("num"), MemoryLayout.paddingLayout(4), ADDRESS.withName("props"))
            .withName("dtv_properties");

    static final StructLayout DISEQC_MASTER_COMMAND = structLayout(
                    sequenceLayout(6, JAVA_BYTE).withName("msg"), JAVA_BYTE.withName("msg_len"))
            .withName("dvb_diseqc_master_cmd");

    static final StructLayout PES_FILTER = structLayout(
                    JAVA_SHORT.withName("pid"),
                    MemoryLayout.paddingLayout(2),
                    JAVA_INT.withName("input"),
                    JAVA_INT.withName("output"),
                    JAVA_INT.withName("pes_type"),
                    JAVA_INT.withName("flags"))
            .withName("dmx_pes_filter_params");

    static final StructLayout CA_CAPABILITIES = structLayout(
                    JAVA_INT.withName("slot_num"),
                    JAVA_INT.withName("slot_type"),
                    JAVA_INT.withName("descr_num"),
                    JAVA_INT.withName("descr_type"))
            .withName("ca_caps");

    static final StructLayout CA_SLOT = structLayout(
                    JAVA_INT.withName("num"), JAVA_INT.withName("type"), JAVA_INT.withName("flags"))
            .withName("ca_slot_info");

    /** poll(2) */
    static final StructLayout POLL = structLayout(
                    JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"))
            .withName("pollfd");

    private Structs() {}

    /** Where a field begins, by its path of names. */
    static long offset(MemoryLayout struct, String... path) {
        MemoryLayout.PathElement[] elements = new MemoryLayout.PathElement[path.length];
        for (int i = 0; i < path.length; i++) {
            elements[i] = MemoryLayout.PathElement.groupElement(path[i]);
        }
        return struct.byteOffset(elements);
    }
}
