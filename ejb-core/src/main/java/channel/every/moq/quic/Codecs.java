package channel.every.moq.quic;

import io.netty.handler.codec.quic.QuicCodecBuilder;
import java.util.concurrent.TimeUnit;

/** Limits as netty takes them. */
final class Codecs {
    /** HTTP/3's control stream and its two of QPACK count among the streams of one direction, and are not the session's. */
    private static final int HTTP3_UNIDIRECTIONAL = 3;

    /** The stream a session is asked for on. */
    private static final int HTTP3_BIDIRECTIONAL = 1;

    /** Datagrams are taken and dropped: HTTP/3 announces them since Chromium wants it. */
    private static final int DATAGRAMS = 16;

    private Codecs() {}

    static <B extends QuicCodecBuilder<B>> B limited(B builder, QuicLimits limits) {
        return builder.maxIdleTimeout(limits.idle().toMillis(), TimeUnit.MILLISECONDS)
                .initialMaxData(limits.connectionWindowBytes())
                .initialMaxStreamDataBidirectionalLocal(limits.streamWindowBytes())
                .initialMaxStreamDataBidirectionalRemote(limits.streamWindowBytes())
                .initialMaxStreamDataUnidirectional(limits.streamWindowBytes())
                .initialMaxStreamsBidirectional(limits.mostBidirectional() + HTTP3_BIDIRECTIONAL)
                .initialMaxStreamsUnidirectional(limits.mostUnidirectional() + HTTP3_UNIDIRECTIONAL)
                .datagram(DATAGRAMS, DATAGRAMS);
    }
}
