package channel.every.station;

import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.PesHeader;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the PES packets of one PID of a clean transport stream. */
final class AccessUnitReader implements PacketSink {
    /** ffmpeg's PID for its first stream; the others follow. */
    static final int FIRST_PID = 0x100;

    private static final int BUFFER = 1 << 16;

    private final int pid;
    private final List<AccessUnit> units = new ArrayList<>();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private @Nullable PesHeader header;
    private boolean randomAccess;

    AccessUnitReader(int pid) {
        this.pid = pid;
    }

    /** All units of a PID, in the order of the file, with the time stamps of the file. */
    static List<AccessUnit> read(Path file, int pid) throws IOException {
        AccessUnitReader units = new AccessUnitReader(pid);
        PacketReader packets = new PacketReader(units);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                packets.feed(buffer, 0, n);
            }
        }
        packets.finish();
        units.flush();
        return units.units;
    }

    @Override
    public void packet(TsPacket packet) {
        if (packet.pid() != pid || !packet.hasPayload()) {
            return;
        }
        if (packet.payloadUnitStart()) {
            flush();
            header = PesHeader.read(packet);
            randomAccess = packet.randomAccess();
        }
        payload.write(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
    }

    @Override
    public void skipped(long bytes) {
        throw new IllegalStateException("ffmpeg wrote " + bytes + " bytes that are no packets");
    }

    private void flush() {
        if (header != null) {
            units.add(new AccessUnit(payload.toByteArray(), header.pts(), header.dts(), randomAccess));
        }
        payload.reset();
    }
}
