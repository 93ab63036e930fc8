package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.psi.Stt;
import channel.every.psi.Tdt;
import channel.every.psi.TimeTable;
import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.PacketWriter;
import channel.every.ts.PesHeader;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Seconds of a broadcast, made by ffmpeg once for all tests, with a time table that tells the time at the PCR. */
public record BroadcastSample(byte[] packets, byte[] media, boolean atsc) {
    /** When the unwrapped PCR was 0. */
    static final Instant UTC = Instant.parse("2026-06-08T12:00:00Z");

    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    static BroadcastSample mpeg2WithAc3() throws Exception {
        return atsc(
                "-f lavfi -i testsrc2=size=160x90:rate=60000/1001 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 9"
                        + " -c:v mpeg2video -g 30 -bf 2 -b:v 400k -c:a ac3 -b:a 192k -ac 2");
    }

    static BroadcastSample h264WithMpegAudio() throws Exception {
        return dvb("-f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 9"
                + " -c:v libx264 -preset ultrafast -bf 2 -g 12 -threads 1 -c:a mp2 -b:a 192k -ac 2");
    }

    static BroadcastSample hevcWithAac() throws Exception {
        return dvb("-f lavfi -i testsrc2=size=160x90:rate=50 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 9"
                + " -c:v libx265 -preset ultrafast -x265-params keyint=25:log-level=error -c:a aac");
    }

    static BroadcastSample mpeg2WithEac3() throws Exception {
        return atsc("-f lavfi -i testsrc2=size=160x90:rate=30000/1001 -f lavfi -i sine=frequency=440:sample_rate=48000"
                + " -t 9 -c:v mpeg2video -g 15 -bf 2 -b:v 400k -c:a eac3 -b:a 192k -ac 2");
    }

    static BroadcastSample h264WithLatm() throws Exception {
        return dvb("-f lavfi -i testsrc2=size=160x90:rate=25 -f lavfi -i sine=frequency=440:sample_rate=48000 -t 9"
                + " -c:v libx264 -preset ultrafast -g 12 -threads 1 -c:a aac -mpegts_flags latm");
    }

    static BroadcastSample radio() throws Exception {
        return dvb("-f lavfi -i sine=frequency=440:sample_rate=48000 -t 9 -c:a mp2 -b:a 192k -ac 2");
    }

    static BroadcastSample withoutSound() throws Exception {
        return dvb("-f lavfi -i testsrc2=size=160x90:rate=25 -t 9 -c:v mpeg2video -g 12 -bf 2");
    }

    public static BroadcastSample atsc(String media) throws Exception {
        return of(make(media), true);
    }

    static BroadcastSample dvb(String media) throws Exception {
        return of(make(media), false);
    }

    private static BroadcastSample of(byte[] media, boolean atsc) {
        return new BroadcastSample(withTime(media, atsc, UTC), media, atsc);
    }

    int count() {
        return packets.length / TsPacket.SIZE;
    }

    /** The same broadcast with every clock this much later; the time tables move along. */
    BroadcastSample later(long ticks90k) {
        byte[] moved = media.clone();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < moved.length; at += TsPacket.SIZE) {
            packet.at(moved, at);
            if (packet.hasPcr()) {
                writePcr(moved, at + 6, Math.floorMod(packet.pcrTicks() + ticks90k * 300, Pcr.MODULUS));
            }
            PesHeader header = PesHeader.read(packet);
            if (header != null && header.pts() != PesHeader.ABSENT) {
                int pes = packet.payloadOffset();
                writeStamp(moved, pes + 9, header.pts() + ticks90k);
                if ((moved[pes + 7] & 0xC0) == 0xC0) {
                    writeStamp(moved, pes + 14, header.dts() + ticks90k);
                }
            }
        }
        return of(moved, atsc);
    }

    /** The same broadcast with PCR, PTS and DTS this much later, as behind a discontinuity: UTC stays. */
    BroadcastSample laterWithTime(long ticks90k) {
        byte[] moved = later(ticks90k).media;
        return new BroadcastSample(withTime(moved, atsc, UTC.minusMillis(ticks90k / 90)), moved, atsc);
    }

    /** The same broadcast at another time of day. */
    BroadcastSample at(Instant utcAtPcrZero) {
        return new BroadcastSample(withTime(media, atsc, utcAtPcrZero), media, atsc);
    }

    byte[] until(int packet) {
        return Arrays.copyOf(packets, packet * TsPacket.SIZE);
    }

    /** Only the packets that pass. */
    byte[] matching(Predicate<TsPacket> kept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (kept.test(packet.at(packets, at))) {
                out.write(packets, at, TsPacket.SIZE);
            }
        }
        return out.toByteArray();
    }

    /** Number of the first packet from a position on that passes. */
    int indexOf(int from, Predicate<TsPacket> wanted) {
        TsPacket packet = new TsPacket();
        int index = from;
        while (!wanted.test(packet.at(packets, index * TsPacket.SIZE))) {
            index++;
        }
        return index;
    }

    /** From the first PCR to the last one. */
    long pcrSpan90k() {
        TsPacket packet = new TsPacket();
        long first = -1;
        long last = -1;
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (packet.at(packets, at).hasPcr()) {
                last = packet.pcrTicks() / 300;
                first = first < 0 ? last : first;
            }
        }
        return last - first;
    }

    /** Without these packets, counted from 0. */
    byte[] without(int first, int count) {
        byte[] left = new byte[packets.length - count * TsPacket.SIZE];
        System.arraycopy(packets, 0, left, 0, first * TsPacket.SIZE);
        System.arraycopy(
                packets,
                (first + count) * TsPacket.SIZE,
                left,
                first * TsPacket.SIZE,
                packets.length - (first + count) * TsPacket.SIZE);
        return left;
    }

    byte[] from(int packet) {
        return without(0, packet);
    }

    private static byte[] make(String media) throws Exception {
        byte[] made = MADE.get(media);
        if (made == null) {
            made = run(media);
            MADE.put(media, made);
        }
        return made.clone();
    }

    private static byte[] run(String media) throws IOException, InterruptedException {
        Path file = Files.createTempFile("broadcast", ".ts");
        try {
            List<String> command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-y", "-v", "error"));
            command.addAll(List.of(media.split(" ")));
            if (!media.contains("-muxrate")) {
                command.addAll(List.of("-muxrate", "1500k"));
            }
            command.addAll(List.of("-f", "mpegts", file.toString()));
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor()).as("ffmpeg made the sample").isZero();
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /** A time table behind the first PCR of every second; ffmpeg's own SDT, which would make everything DVB, goes for ATSC. */
    private static byte[] withTime(byte[] made, boolean atsc, Instant utcAtPcrZero) {
        PacketWriter writer = new PacketWriter(atsc ? Pid.ATSC_PSIP : Pid.DVB_TIME);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TsPacket packet = new TsPacket();
        long second = -1;
        long pcr = -1;
        for (int at = 0; at + TsPacket.SIZE <= made.length; at += TsPacket.SIZE) {
            packet.at(made, at);
            if (!atsc || packet.pid() != Pid.DVB_SDT.value()) {
                out.write(made, at, TsPacket.SIZE);
            }
            if (packet.hasPcr()) {
                pcr = pcr < 0 ? packet.pcrTicks() : pcr + Pcr.difference(packet.pcrTicks(), pcr % Pcr.MODULUS);
            }
            if (pcr >= 0 && second < 0) {
                second = pcr / Pcr.HERTZ;
            }
            if (pcr >= 0 && pcr / Pcr.HERTZ > second) {
                second = pcr / Pcr.HERTZ;
                Instant now = Instant.ofEpochSecond(Math.ceilDiv(utcAtPcrZero.toEpochMilli() + second * 1000, 1000L));
                TimeTable table = atsc ? Stt.at(now, 18, 0x6000) : new Tdt(now);
                out.writeBytes(writer.section(table.section()));
            }
        }
        return out.toByteArray();
    }

    private static void writePcr(byte[] bytes, int at, long ticks) {
        long base = ticks / 300;
        long extension = ticks % 300;
        bytes[at] = (byte) (base >>> 25);
        bytes[at + 1] = (byte) (base >>> 17);
        bytes[at + 2] = (byte) (base >>> 9);
        bytes[at + 3] = (byte) (base >>> 1);
        bytes[at + 4] = (byte) ((base & 1) << 7 | 0x7E | extension >>> 8);
        bytes[at + 5] = (byte) extension;
    }

    private static void writeStamp(byte[] bytes, int at, long ticks) {
        long stamp = ticks & Pts.MODULUS - 1;
        bytes[at] = (byte) (bytes[at] & 0xF0 | (int) (stamp >>> 29) & 0xE | 1);
        bytes[at + 1] = (byte) (stamp >>> 22);
        bytes[at + 2] = (byte) (stamp >>> 14 | 1);
        bytes[at + 3] = (byte) (stamp >>> 7);
        bytes[at + 4] = (byte) (stamp << 1 | 1);
    }
}
