package channel.every.moq.wire;

import java.util.List;

/** The protocols that there are codecs for, by the names they are negotiated under. */
public final class MoqProtocols {
    /** draft-ietf-moq-transport-18. */
    public static final String MOQT_18 = "moqt-18";

    /** The one to be preferred first: moq-lite can fetch, and tells ways. */
    public static final List<String> PREFERRED = List.of(
            LiteVersion.LITE_05.protocol(), LiteVersion.LITE_04.protocol(), LiteVersion.LITE_03.protocol(), MOQT_18);

    private MoqProtocols() {}
}
