/** WebSockets for {@link channel.every.moq.qmux} where no application server has them: a client of the JDK's, and a port of netty's. */
@NullMarked
package channel.every.moq.websocket;

import org.jspecify.annotations.NullMarked;
