package channel.every.station;

import channel.every.psi.ElementaryStream;
import channel.every.psi.GuideTable;
import channel.every.psi.LocalTimeOffset;
import channel.every.psi.MasterGuide;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.PsiTable;
import channel.every.psi.Service;
import channel.every.psi.ServiceDescription;
import channel.every.psi.Stt;
import channel.every.psi.Tdt;
import channel.every.psi.TimeTable;
import channel.every.psi.Tot;
import channel.every.psi.VirtualChannel;
import channel.every.psi.VirtualChannelTable;
import channel.every.ts.Pid;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** What a station says about itself: one program, one channel. */
record StationTables(StationSettings settings) {
    /** Leap seconds between GPS time and UTC since 2017. */
    private static final int GPS_UTC_OFFSET = 18;

    /** A/65 table 6.2: no daylight saving, reserved bits set. */
    private static final int NO_DAYLIGHT_SAVING = 0x6000;

    /** A/65 table 6.5 and EN 300 468 table 87. */
    private static final int VSB8 = 4;

    private static final int ATSC_DIGITAL_TELEVISION = 2;
    private static final int DVB_HD_TELEVISION = 0x19;
    private static final int RUNNING = 4;

    /** Iceland has UTC the whole year, so that the change never matters. */
    private static final LocalTimeOffset LOCAL_TIME =
            new LocalTimeOffset("ISL", 0, Duration.ZERO, Instant.parse("2037-01-01T00:00:00Z"), Duration.ZERO);

    PsiTable programAssociation() {
        TreeMap<Integer, Pid> programs = new TreeMap<>();
        programs.put(settings.programNumber(), settings.standard().programMapPid());
        return new ProgramAssociation(settings.transportStreamId(), 0, programs, null);
    }

    PsiTable programMap() {
        Standard standard = settings.standard();
        // registration_descriptor GA94 and AC-3 (A/53 part 3, 6.1.1), ISO_639_language_descriptor English
        byte[] program = bytes(standard == Standard.ATSC ? "050447413934" : "");
        byte[] audio = bytes(standard == Standard.ATSC ? "050441432d33" + "0a04656e6700" : "0a04656e6700");
        return new ProgramMap(
                settings.programNumber(),
                0,
                standard.videoPid(),
                program,
                List.of(
                        new ElementaryStream(standard.videoStreamType(), standard.videoPid(), new byte[0]),
                        new ElementaryStream(standard.audioStreamType(), standard.audioPid(), audio)));
    }

    PsiTable masterGuide() {
        int bytes = virtualChannels().section().length;
        return new MasterGuide(0, List.of(new GuideTable(GuideTable.TERRESTRIAL_CHANNELS, Pid.ATSC_PSIP, 0, bytes)));
    }

    PsiTable virtualChannels() {
        VirtualChannel channel = new VirtualChannel(
                settings.callsign(),
                settings.channel().major(),
                settings.channel().minor(),
                VSB8,
                settings.transportStreamId(),
                settings.programNumber(),
                ATSC_DIGITAL_TELEVISION,
                settings.programNumber());
        return new VirtualChannelTable(settings.transportStreamId(), 0, false, List.of(channel));
    }

    PsiTable services() {
        Service service = new Service(
                settings.programNumber(), DVB_HD_TELEVISION, "every.channel", settings.callsign(), RUNNING, false);
        return new ServiceDescription(settings.transportStreamId(), settings.originalNetworkId(), 0, List.of(service));
    }

    /** STT or TDT, of a whole second. */
    TimeTable timeOfDay(long unixSecond) {
        Instant utc = Instant.ofEpochSecond(unixSecond);
        return switch (settings.standard()) {
            case ATSC -> Stt.at(utc, GPS_UTC_OFFSET, NO_DAYLIGHT_SAVING);
            case DVB -> new Tdt(utc);
        };
    }

    TimeTable timeOffset(long unixSecond) {
        return new Tot(Instant.ofEpochSecond(unixSecond), List.of(LOCAL_TIME));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
