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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** What a station says about itself: one program, one channel, and where it is to have one a radio program beside it. */
record StationTables(StationSettings settings) {
    /** Leap seconds between GPS time and UTC since 2017. */
    private static final int GPS_UTC_OFFSET = 18;

    /** A/65 table 6.2: no daylight saving, reserved bits set. */
    private static final int NO_DAYLIGHT_SAVING = 0x6000;

    /** A/65 table 6.5 and EN 300 468 table 87. */
    private static final int VSB8 = 4;

    private static final int ATSC_DIGITAL_TELEVISION = 2;
    private static final int ATSC_AUDIO = 3;
    private static final int DVB_HD_TELEVISION = 0x19;
    private static final int DVB_RADIO = 2;
    private static final int RUNNING = 4;

    /** Iceland has UTC the whole year, so that the change never matters. */
    private static final LocalTimeOffset LOCAL_TIME =
            new LocalTimeOffset("ISL", 0, Duration.ZERO, Instant.parse("2037-01-01T00:00:00Z"), Duration.ZERO);

    PsiTable programAssociation() {
        TreeMap<Integer, Pid> programs = new TreeMap<>();
        programs.put(settings.programNumber(), settings.standard().programMapPid());
        if (settings.radio()) {
            programs.put(settings.programNumber() + 1, settings.standard().radioMapPid());
        }
        return new ProgramAssociation(settings.transportStreamId(), 0, programs, null);
    }

    PsiTable programMap() {
        Standard standard = settings.standard();
        ElementaryStream video = new ElementaryStream(standard.videoStreamType(), standard.videoPid(), new byte[0]);
        return programMap(settings.programNumber(), List.of(video, sound()));
    }

    /** Programs may share a stream and a clock (ISO/IEC 13818-1 2.4.4.9). */
    PsiTable radioMap() {
        return programMap(settings.programNumber() + 1, List.of(sound()));
    }

    private PsiTable programMap(int number, List<ElementaryStream> streams) {
        // registration_descriptor GA94 (A/53 part 3, 6.1.1)
        byte[] program = bytes(settings.standard() == Standard.ATSC ? "050447413934" : "");
        return new ProgramMap(number, 0, settings.standard().videoPid(), program, streams);
    }

    private ElementaryStream sound() {
        Standard standard = settings.standard();
        // registration_descriptor AC-3 (A/53 part 3, 6.1.1), ISO_639_language_descriptor English
        byte[] audio = bytes(standard == Standard.ATSC ? "050441432d33" + "0a04656e6700" : "0a04656e6700");
        return new ElementaryStream(standard.audioStreamType(), standard.audioPid(), audio);
    }

    PsiTable masterGuide() {
        int bytes = virtualChannels().section().length;
        return new MasterGuide(0, List.of(new GuideTable(GuideTable.TERRESTRIAL_CHANNELS, Pid.ATSC_PSIP, 0, bytes)));
    }

    PsiTable virtualChannels() {
        List<VirtualChannel> channels = new ArrayList<>();
        channels.add(channel(0, ATSC_DIGITAL_TELEVISION));
        if (settings.radio()) {
            channels.add(channel(1, ATSC_AUDIO));
        }
        return new VirtualChannelTable(settings.transportStreamId(), 0, false, channels);
    }

    /** @param beside 0 for television, 1 for the radio program */
    private VirtualChannel channel(int beside, int serviceType) {
        return new VirtualChannel(
                settings.callsign(),
                settings.channel().major(),
                settings.channel().minor() + beside,
                VSB8,
                settings.transportStreamId(),
                settings.programNumber() + beside,
                serviceType,
                settings.programNumber() + beside);
    }

    PsiTable services() {
        List<Service> services = new ArrayList<>();
        services.add(service(0, DVB_HD_TELEVISION));
        if (settings.radio()) {
            services.add(service(1, DVB_RADIO));
        }
        return new ServiceDescription(settings.transportStreamId(), settings.originalNetworkId(), 0, services);
    }

    private Service service(int beside, int type) {
        int number = settings.programNumber() + beside;
        return new Service(number, type, "every.channel", settings.callsign(), RUNNING, false);
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
