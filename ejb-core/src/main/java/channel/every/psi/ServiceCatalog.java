package channel.every.psi;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of one multiplex as they stand: each new one takes the place of its predecessor. */
public final class ServiceCatalog {
    private @Nullable ProgramAssociation association;
    private @Nullable ServiceDescription description;
    private @Nullable NetworkInformation network;
    private @Nullable MasterGuide guide;
    private @Nullable Instant utc;
    private int gpsUtcOffset;
    private final SortedMap<Integer, ProgramMap> programs = new TreeMap<>();
    private final Map<Integer, VirtualChannel> channels = new HashMap<>();
    private final Map<Integer, Service> services = new HashMap<>();
    private final ProgramGuide programmes = new ProgramGuide();

    /** Takes the next table. */
    public void table(PsiTable table) {
        switch (table) {
            case ProgramAssociation pat -> {
                if (association != null && association.transportStreamId() != pat.transportStreamId()) {
                    leaveMultiplex();
                }
                association = pat;
                programs.keySet().retainAll(pat.programs().keySet());
            }
            case ProgramMap map -> {
                if (association == null || association.programs().containsKey(map.programNumber())) {
                    programs.put(map.programNumber(), map);
                }
            }
            case VirtualChannelTable virtual -> {
                channels.clear();
                virtual.channels().forEach(channel -> channels.put(channel.programNumber(), channel));
            }
            case ServiceDescription sdt -> {
                description = sdt;
                services.clear();
                sdt.services().forEach(service -> services.put(service.serviceId(), service));
            }
            case NetworkInformation nit -> network = nit;
            case MasterGuide mgt -> guide = mgt;
            case DvbEvents events -> programmes.events(events);
            case AtscEvents events -> programmes.events(events, gpsUtcOffset);
            case ExtendedText text -> programmes.text(text);
            case Stt stt -> {
                utc = stt.utc();
                gpsUtcOffset = stt.gpsUtcOffset();
            }
            case TimeTable time -> utc = time.utc();
        }
    }

    private void leaveMultiplex() {
        description = null;
        network = null;
        guide = null;
        channels.clear();
        services.clear();
        programmes.clear();
    }

    public Optional<ProgramAssociation> association() {
        return Optional.ofNullable(association);
    }

    /** The PMT of each program that has sent one, by program number. */
    public List<ProgramMap> programs() {
        return List.copyOf(programs.values());
    }

    public Optional<ProgramMap> program(int number) {
        return Optional.ofNullable(programs.get(number));
    }

    /** The virtual channel of a program (ATSC). */
    public Optional<VirtualChannel> channel(int program) {
        return Optional.ofNullable(channels.get(program));
    }

    /** The service of a program (DVB). */
    public Optional<Service> service(int program) {
        return Optional.ofNullable(services.get(program));
    }

    public Optional<MasterGuide> guide() {
        return Optional.ofNullable(guide);
    }

    /** From the SDT, else from the NIT's entry for this multiplex. */
    public OptionalInt originalNetworkId() {
        if (description != null) {
            return OptionalInt.of(description.originalNetworkId());
        }
        if (network == null || association == null) {
            return OptionalInt.empty();
        }
        int id = association.transportStreamId();
        return network.multiplexes().stream()
                .filter(multiplex -> multiplex.transportStreamId() == id)
                .mapToInt(Multiplex::originalNetworkId)
                .findFirst();
    }

    /** The network's name (DVB). */
    public Optional<String> networkName() {
        return Optional.ofNullable(network).map(NetworkInformation::name).filter(name -> !name.isEmpty());
    }

    /** What the broadcast last said the time was. */
    public Optional<Instant> utc() {
        return Optional.ofNullable(utc);
    }

    /** Programmes of a program that are not over by the broadcast's time, in order: now and next come first. */
    public List<Programme> programmes(int program) {
        VirtualChannel channel = channels.get(program);
        return programmes.from(channel == null ? program : channel.sourceId(), utc == null ? Instant.EPOCH : utc);
    }
}
