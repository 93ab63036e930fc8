package channel.every.psi;

/**
 * ETT: a longer text about a channel or a programme (A/65 6.6).
 *
 * @param version 0 to 31
 * @param sourceId of the channel in the VCT
 * @param eventId of the programme in the EIT, {@link #CHANNEL} for the channel itself
 */
public record ExtendedText(int tableExtension, int version, int sourceId, int eventId, String text)
        implements PsiTable {
    static final int TABLE_ID = 0xCC;

    /** In place of an event: the text is about the channel. */
    public static final int CHANNEL = -1;

    private static final int OF_EVENT = 2;

    static ExtendedText read(SectionHeader header, SectionCursor body) throws MalformedSectionException {
        body.u8("protocol_version");
        // A/65 table 6.14: source_id, event_id and two bits that tell a channel's text from an event's
        int sourceId = body.u16("ETM_id");
        int event = body.u16("ETM_id");
        int eventId = (event & 3) == OF_EVENT ? event >>> 2 : CHANNEL;
        return new ExtendedText(header.extension(), header.version(), sourceId, eventId, AtscText.read(body));
    }

    @Override
    public byte[] section() {
        return SectionBuilder.longForm(TABLE_ID, true, tableExtension, version)
                .u8(0)
                .u16(sourceId)
                .u16(eventId == CHANNEL ? 0 : eventId << 2 | OF_EVENT)
                .bytes(AtscText.encode(text))
                .withCrc();
    }
}
