package channel.every.psi;

/**
 * A service of a DVB multiplex, from the SDT and its service_descriptor (EN 300 468 6.2.33).
 *
 * @param serviceId equals the program number
 * @param serviceType 1 SD television, 2 radio, 0x16 H.264 SD, 0x19 H.264 HD, 0x1F HEVC
 * @param runningStatus 4 is running, 1 is not
 * @param scrambled free_CA_mode
 */
public record Service(
        int serviceId, int serviceType, String providerName, String serviceName, int runningStatus, boolean scrambled) {
    static final int DESCRIPTOR_TAG = 0x48;

    /** A running service in the clear. */
    public Service(int serviceId, int serviceType, String providerName, String serviceName) {
        this(serviceId, serviceType, providerName, serviceName, 4, false);
    }

    static Service read(SectionCursor body) throws MalformedSectionException {
        int serviceId = body.u16("service_id");
        body.u8("EIT_schedule_flag");
        int flags = body.u16("descriptors_loop_length");
        SectionCursor loop = body.part("descriptors_loop_length", flags & 0xFFF);
        int type = 0;
        String provider = "";
        String name = "";
        while (loop.remaining() > 0) {
            int tag = loop.u8("descriptor_tag");
            SectionCursor descriptor = loop.part("descriptor_length", loop.u8("descriptor_length"));
            if (tag == DESCRIPTOR_TAG) {
                type = descriptor.u8("service_type");
                provider = DvbText.read(descriptor, "service_provider_name_length");
                name = DvbText.read(descriptor, "service_name_length");
            }
        }
        return new Service(serviceId, type, provider, name, flags >>> 13, (flags & 0x1000) != 0);
    }

    void write(SectionBuilder section) {
        byte[] provider = DvbText.encode(providerName);
        byte[] name = DvbText.encode(serviceName);
        int length = 3 + provider.length + name.length;
        section.u16(serviceId).u8(0xFC).u16(runningStatus << 13 | (scrambled ? 0x1000 : 0) | length + 2);
        section.u8(DESCRIPTOR_TAG).u8(length).u8(serviceType);
        section.u8(provider.length).bytes(provider).u8(name.length).bytes(name);
    }
}
