package channel.every.station;

import channel.every.time.Pcr;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.time.Instant;

/**
 * What a station sends: for every packet number since its epoch one packet, the same whoever asks and whenever. It replays a
 * loop for ever, counts PCR, PTS, DTS and continuity on over the seam, and puts tables into the packets kept for them. Free of
 * state, so any number of threads may use it.
 */
public final class Multiplex {
    private static final int PCR_PER_PTS = 300;

    private final StationSettings settings;
    private final TransportLoop loop;
    private final AirClock clock;
    private final TableCarousel carousel;
    private final int videoPid;
    private final int audioPid;

    private Multiplex(StationSettings settings, TransportLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.clock = new AirClock(loop.grid(), settings.epoch());
        this.carousel = new TableCarousel(settings, clock);
        this.videoPid = settings.standard().videoPid().value();
        this.audioPid = settings.standard().audioPid().value();
    }

    /** The multiplex of a station, its loop taken from the cache or made there. */
    public static Multiplex open(StationSettings settings, LoopCache cache) throws IOException {
        return new Multiplex(settings, cache.open(settings.loop()));
    }

    public StationSettings settings() {
        return settings;
    }

    /** The number, since the station's epoch, of the last packet that starts at or before {@code instant}. */
    public long slotAt(Instant instant) {
        return clock.slotAt(instant);
    }

    /** When a packet is sent. */
    public Instant timeOf(long slot) {
        return clock.timeOf(slot);
    }

    /** Writes {@code count} packets from number {@code slot} on. */
    public void write(long slot, int count, byte[] into, int offset) {
        int done = 0;
        while (done < count) {
            long first = slot + done;
            int position = clock.position(first);
            int inLap = Math.min(count - done, loop.grid().slots() - position);
            int at = offset + done * TsPacket.SIZE;
            loop.copy(position, inLap, into, at);
            continueLap(clock.lap(first), position, inLap, into, at);
            done += inLap;
        }
    }

    private void continueLap(long lap, int position, int count, byte[] buffer, int offset) {
        long lapPcr = settings.startPcr().ticks() + lap * loop.grid().pcrTicks();
        TsPacket packet = new TsPacket();
        for (int i = 0; i < count; i++) {
            int at = offset + i * TsPacket.SIZE;
            int pid = packet.at(buffer, at).pid();
            if (pid == videoPid) {
                ClockFields.advanceContinuity(buffer, at, lap * loop.videoPayloads());
                continueClock(packet, lapPcr, position + i);
            } else if (pid == audioPid) {
                ClockFields.advanceContinuity(buffer, at, lap * loop.audioPayloads());
                continueClock(packet, lapPcr, position + i);
            } else if (pid == Pid.NULL.value() && loop.grid().isTableSlot(position + i)) {
                carousel.place(clock.tableSlotFrom(lap * loop.grid().slots() + position + i), buffer, at);
            }
        }
    }

    private void continueClock(TsPacket packet, long lapPcr, int position) {
        byte[] buffer = packet.buffer();
        if (packet.hasPcr()) {
            ClockFields.writePcr(buffer, packet.offset(), lapPcr + loop.grid().pcrTicks(position));
        }
        PesHeader header = packet.payloadUnitStart() ? PesHeader.read(packet) : null;
        if (header != null) {
            long shift = Math.floorMod(lapPcr, Pcr.MODULUS) / PCR_PER_PTS;
            ClockFields.writeTimeStamps(buffer, packet.payloadOffset(), header.pts() + shift, header.dts() + shift);
        }
    }
}
