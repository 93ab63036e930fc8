package channel.every.tuner.dvb;

import java.lang.foreign.MemoryLayout;

/**
 * The requests of the DVB devices (linux/dvb/frontend.h, dmx.h, ca.h), numbered as asm-generic/ioctl.h does: direction in bits 30 and 31,
 * the argument's size from bit 16, the group {@code 'o'} from bit 8, the request in the lowest.
 */
public enum Ioctl {
    FE_GET_INFO(Ioctl.READ, 61, Structs.FRONTEND_INFO),
    FE_DISEQC_SEND_MASTER_CMD(Ioctl.WRITE, 63, Structs.DISEQC_MASTER_COMMAND),
    FE_DISEQC_SEND_BURST(65),
    FE_SET_TONE(66),
    FE_SET_VOLTAGE(67),
    FE_READ_STATUS(Ioctl.READ, 69, Structs.STATUS),
    FE_SET_PROPERTY(Ioctl.WRITE, 82, Structs.PROPERTIES),
    FE_GET_PROPERTY(Ioctl.READ, 83, Structs.PROPERTIES),
    DMX_SET_PES_FILTER(Ioctl.WRITE, 44, Structs.PES_FILTER),
    DMX_SET_BUFFER_SIZE(45),
    CA_GET_CAP(Ioctl.READ, 129, Structs.CA_CAPABILITIES),
    CA_GET_SLOT_INFO(Ioctl.READ, 130, Structs.CA_SLOT);

    private static final int WRITE = 1;
    private static final int READ = 2;
    private static final int GROUP = 'o';

    private final long request;

    /** A request whose argument, if it has one, is a number and no pointer. */
    Ioctl(int number) {
        request = GROUP << 8 | number;
    }

    Ioctl(int direction, int number, MemoryLayout argument) {
        request = (long) direction << 30 | argument.byteSize() << 16 | GROUP << 8 | number;
    }

    /** As the kernel takes it, an unsigned number of 32 bits. */
    public long request() {
        return request;
    }
}
