package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Tells dish and switch over the antenna cable which signal to send down: by voltage, tone and DiSEqC. */
final class SatelliteControl {
    /** Silence before and after each command (DiSEqC bus specification 4.1). */
    private static final Duration SILENCE = Duration.ofMillis(15);

    static final int TONE_ON = 0;
    static final int TONE_OFF = 1;

    private final DeviceNode node;

    SatelliteControl(DeviceNode node) {
        this.node = node;
    }

    void select(Dish dish, Polarization polarization, boolean highBand) throws DeviceNodeException {
        node.control(Ioctl.FE_SET_TONE, TONE_OFF);
        node.control(Ioctl.FE_SET_VOLTAGE, polarization.number());
        Integer position = dish.position();
        if (position != null) {
            pause(SILENCE);
            send(Dish.switchCommand(position, polarization, highBand));
            pause(SILENCE.plusMillis(dish.waitMillis()));
            // For switches older than DiSEqC, which know two inputs by a burst.
            node.control(Ioctl.FE_DISEQC_SEND_BURST, position & 1);
            pause(SILENCE);
        }
        node.control(Ioctl.FE_SET_TONE, highBand ? TONE_ON : TONE_OFF);
    }

    private void send(byte[] message) throws DeviceNodeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment command = arena.allocate(Structs.DISEQC_MASTER_COMMAND);
            MemorySegment.copy(message, 0, command, JAVA_BYTE, 0, message.length);
            command.set(JAVA_BYTE, Structs.offset(Structs.DISEQC_MASTER_COMMAND, "msg_len"), (byte) message.length);
            node.control(Ioctl.FE_DISEQC_SEND_MASTER_CMD, command);
        }
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
