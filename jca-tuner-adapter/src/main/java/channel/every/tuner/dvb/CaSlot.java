package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import channel.every.tuner.TunerException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A slot for a conditional access module. What is scrambled stays so: modules are shown, not driven.
 *
 * @param present a module is plugged in
 * @param ready it answers
 */
public record CaSlot(int number, boolean present, boolean ready) {
    static final int MODULE_PRESENT = 1;
    static final int MODULE_READY = 2;

    /** No interface has more; a driver that says so is not believed. */
    private static final int MAX_SLOTS = 16;

    static List<CaSlot> of(DeviceNode node) throws TunerException {
        List<CaSlot> slots = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capabilities = arena.allocate(Structs.CA_CAPABILITIES);
            node.control(Ioctl.CA_GET_CAP, capabilities);
            int count = capabilities.get(JAVA_INT, Structs.offset(Structs.CA_CAPABILITIES, "slot_num"));
            for (int number = 0; number < Math.clamp(count, 0, MAX_SLOTS); number++) {
                MemorySegment slot = arena.allocate(Structs.CA_SLOT);
                slot.set(JAVA_INT, Structs.offset(Structs.CA_SLOT, "num"), number);
                node.control(Ioctl.CA_GET_SLOT_INFO, slot);
                int flags = slot.get(JAVA_INT, Structs.offset(Structs.CA_SLOT, "flags"));
                slots.add(new CaSlot(number, (flags & MODULE_PRESENT) != 0, (flags & MODULE_READY) != 0));
            }
        }
        return slots;
    }
}
