package channel.every.station;

import channel.every.psi.PsiTable;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which table goes into which table slot, and with which continuity counter: a function of the slot's number alone. Even table
 * slots go round in tens, which is 100 ms: PAT, PMT, MGT, every fourth time TVCT or SDT, and the PMT of the radio program. Odd ones are for time tables:
 * one for each second of UTC, as soon after it as there is a slot and as late as the jitter says, in DVB every fifth followed
 * by a TOT.
 */
final class TableCarousel {
    private static final int ROUND = 10;
    private static final int PROGRAM_ASSOCIATION = 0;
    private static final int PROGRAM_MAP = 2;
    private static final int MASTER_GUIDE = 4;
    private static final int CHANNELS = 6;
    private static final int RADIO_MAP = 8;

    /** TVCT and SDT go out every 400 ms: A/65 7.2 asks for that, TR 101 211 4.4 for 2 s. */
    private static final int CHANNEL_ROUNDS = 4;

    private static final int OFFSET_SECONDS = 5;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final StationSettings settings;
    private final StationTables tables;
    private final AirClock clock;
    private final SeededNoise jitter;
    private final byte[] programAssociation;
    private final byte[] programMap;
    private final byte @Nullable [] radioMap;
    private final byte[] masterGuide;
    private final byte[] channels;

    TableCarousel(StationSettings settings, AirClock clock) {
        this.settings = settings;
        this.tables = new StationTables(settings);
        this.clock = clock;
        this.jitter = new SeededNoise(settings.jitterSeed());
        this.programAssociation = packet(Pid.PAT, tables.programAssociation());
        this.programMap = packet(settings.standard().programMapPid(), tables.programMap());
        this.radioMap = settings.radio() ? packet(settings.standard().radioMapPid(), tables.radioMap()) : null;
        this.masterGuide = packet(Pid.ATSC_PSIP, tables.masterGuide());
        this.channels =
                atsc() ? packet(Pid.ATSC_PSIP, tables.virtualChannels()) : packet(Pid.DVB_SDT, tables.services());
    }

    /** Overwrites the null packet of table slot {@code slot} if a table goes there. */
    void place(long slot, byte[] buffer, int offset) {
        byte[] packet = (slot & 1) == 0 ? regular(slot) : timeTable(slot);
        if (packet != null) {
            System.arraycopy(packet, 0, buffer, offset, TsPacket.SIZE);
            ClockFields.advanceContinuity(buffer, offset, continuity(slot));
        }
    }

    private byte @Nullable [] regular(long slot) {
        long round = Math.floorDiv(slot, ROUND);
        return switch (Math.floorMod(slot, ROUND)) {
            case PROGRAM_ASSOCIATION -> programAssociation;
            case PROGRAM_MAP -> programMap;
            case MASTER_GUIDE -> atsc() ? masterGuide : null;
            case RADIO_MAP -> radioMap;
            case CHANNELS -> Math.floorMod(round, CHANNEL_ROUNDS) == 0 ? channels : null;
            default -> null;
        };
    }

    private byte @Nullable [] timeTable(long slot) {
        long second = secondBefore(slot);
        if (slot == slotOf(second)) {
            return packet(atsc() ? Pid.ATSC_PSIP : Pid.DVB_TIME, tables.timeOfDay(second));
        }
        if (hasOffset(second) && slot == slotOf(second) + 2) {
            return packet(Pid.DVB_TIME, tables.timeOffset(second));
        }
        return null;
    }

    /** How many packets went out on the table's PID before this slot, give or take a multiple of 16. */
    private long continuity(long slot) {
        long round = Math.floorDiv(slot, ROUND);
        int phase = Math.floorMod(slot, ROUND);
        boolean odd = (slot & 1) != 0;
        if (phase == PROGRAM_ASSOCIATION || phase == PROGRAM_MAP || phase == RADIO_MAP) {
            return round;
        }
        long channelTables = Math.ceilDiv(round, CHANNEL_ROUNDS)
                + (phase > CHANNELS && Math.floorMod(round, CHANNEL_ROUNDS) == 0 ? 1 : 0);
        if (!odd && !atsc()) {
            return channelTables;
        }
        long second = secondBefore(slot);
        long times = second + (slotOf(second) < slot ? 1 : 0);
        if (atsc()) {
            return channelTables + round + (phase > MASTER_GUIDE ? 1 : 0) + times;
        }
        return times + Math.ceilDiv(second, OFFSET_SECONDS);
    }

    /** The last second whose time table goes out in this slot or before it. */
    private long secondBefore(long slot) {
        long second = clock.timeOf(clock.slotOfTable(slot)).getEpochSecond();
        while (slotOf(second) > slot) {
            second--;
        }
        return second;
    }

    /** The table slot of a second's time table; later ones for later seconds, as the jitter stays below a second. */
    private long slotOf(long unixSecond) {
        long nanos = (long)
                (jitter.fractionAt(unixSecond) * settings.timeTableJitter().toMillis() * NANOS_PER_MILLI);
        long sent = clock.slotAt(Instant.ofEpochSecond(unixSecond, nanos)) + 1;
        return clock.tableSlotFrom(sent) | 1;
    }

    private boolean hasOffset(long second) {
        return !atsc() && Math.floorMod(second, OFFSET_SECONDS) == 0;
    }

    private boolean atsc() {
        return settings.standard() == Standard.ATSC;
    }

    private static byte[] packet(Pid pid, PsiTable table) {
        byte[] packets = new PacketWriter(pid).section(table.section());
        if (packets.length != TsPacket.SIZE) {
            throw new IllegalArgumentException("a station's tables fit into a packet each: " + table);
        }
        return packets;
    }
}
