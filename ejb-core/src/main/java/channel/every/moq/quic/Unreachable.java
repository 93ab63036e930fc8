package channel.every.moq.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.PortUnreachableException;

/** Hears of ICMP's word that nobody listens where a client knocks. */
final class Unreachable extends ChannelInboundHandlerAdapter {
    private final Runnable told;

    Unreachable(Runnable told) {
        this.told = told;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof PortUnreachableException) {
            told.run();
            context.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
