package channel.every.moq.quic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hears of ICMP's word that nobody listens where a client knocks. Who gets no connection learns it at once; an open one is ended when the
 * word is said again and again while nothing is heard of the server, for a single one may be forged, and idle time is long for a server
 * that has died and been started again.
 */
final class Unreachable extends ChannelInboundHandlerAdapter {
    private static final int MOST_IN_A_ROW = 3;

    /** So far apart that what a living server has sent meanwhile is heard. */
    private static final Duration BETWEEN = Duration.ofMillis(100);

    /** An open connection. */
    interface Open {
        /** Sends something that a server which is there does not answer otherwise than by acknowledging it. */
        void knock();

        /** Nobody is there. */
        void gone();
    }

    private final Runnable refused;
    private @Nullable Open open;
    private int inARow;
    private boolean asking;

    /** @param refused told while there is no connection yet */
    Unreachable(Runnable refused) {
        this.refused = refused;
    }

    /** There is a connection. */
    void opened(Open connection) {
        open = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inARow = 0;
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Open connection = open;
        if (!(cause instanceof PortUnreachableException)) {
            context.fireExceptionCaught(cause);
        } else if (connection == null) {
            refused.run();
            context.close();
        } else if (!asking) {
            inARow++;
            if (inARow >= MOST_IN_A_ROW) {
                connection.gone();
                return;
            }
            asking = true;
            context.executor()
                    .schedule(
                            () -> {
                                asking = false;
                                if (inARow > 0) {
                                    connection.knock();
                                }
                            },
                            BETWEEN.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }
}
