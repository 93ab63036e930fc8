package channel.every.psi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * SDT actual: the services of this multiplex (EN 300 468 5.2.3).
 *
 * @param originalNetworkId with the transport stream id it names a multiplex worldwide
 * @param version 0 to 31
 */
public record ServiceDescription(int transportStreamId, int originalNetworkId, int version, List<Service> services)
        implements PsiTable {
    static final int TABLE_ID = 0x42;

    public ServiceDescription {
        services = List.copyOf(services);
    }

    static ServiceDescription read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        int originalNetworkId = body.u16("original_network_id");
        body.u8("reserved_future_use");
        List<Service> services = new ArrayList<>();
        while (body.remaining() > 0) {
            services.add(Service.read(body));
        }
        return new ServiceDescription(header.extension(), originalNetworkId, header.version(), services);
    }

    /** This part of the table together with another. */
    ServiceDescription with(ServiceDescription more) {
        return new ServiceDescription(
                transportStreamId,
                originalNetworkId,
                version,
                Stream.concat(services.stream(), more.services.stream()).toList());
    }

    @Override
    public byte[] section() {
        SectionBuilder section = SectionBuilder.longForm(TABLE_ID, true, transportStreamId, version)
                .u16(originalNetworkId)
                .u8(0xFF);
        services.forEach(service -> service.write(section));
        return section.withCrc();
    }
}
