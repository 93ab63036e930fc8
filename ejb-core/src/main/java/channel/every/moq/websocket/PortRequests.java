package channel.every.moq.websocket;

import channel.every.moq.qmux.Subprotocol;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.ConnectionAcceptor;
import channel.every.moq.wire.MoqProtocols;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The requests of one TCP connection, until one of them asks for a WebSocket. */
final class PortRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final WebSocketPort.Settings settings;
    private final ConnectionAcceptor acceptor;

    PortRequests(WebSocketPort.Settings settings, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.acceptor = acceptor;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        if (request.decoderResult().isFailure()) {
            answer(context, request, HttpResponseStatus.BAD_REQUEST, "no such request\n");
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            answer(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, "GET only\n");
        } else if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            upgrade(context, request);
        } else {
            switch (path) {
                case "/certificate.sha256" -> certificate(context, request);
                case "/health" -> answer(context, request, HttpResponseStatus.OK, "ok\n");
                case "/metrics" ->
                    answer(
                            context,
                            request,
                            HttpResponseStatus.OK,
                            settings.pages().metrics().get());
                default -> answer(context, request, HttpResponseStatus.NOT_FOUND, "there is no " + path + "\n");
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void certificate(ChannelHandlerContext context, FullHttpRequest request) {
        String hash = settings.pages().certificateHash().get();
        if (hash.isEmpty()) {
            answer(context, request, HttpResponseStatus.NOT_FOUND, "this relay has no certificate of its own\n");
        } else {
            answer(context, request, HttpResponseStatus.OK, hash);
        }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
        List<String> offered = request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
        Optional<Subprotocol> chosen = Subprotocol.choose(offered, MoqProtocols.PREFERRED);
        if (chosen.isEmpty()) {
            answer(
                    context,
                    request,
                    HttpResponseStatus.BAD_REQUEST,
                    "no WebSocket subprotocol that is spoken here: offer one of "
                            + Subprotocol.of(MoqProtocols.PREFERRED).stream()
                                    .map(Subprotocol::name)
                                    .toList() + "\n");
            return;
        }
        ConnectRequest asked;
        try {
            asked = asked(context, request);
        } catch (IllegalArgumentException e) {
            answer(context, request, HttpResponseStatus.REQUEST_URI_TOO_LONG, e.getMessage() + "\n");
            return;
        }
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        asked.path(),
                        chosen.get().name(),
                        false,
                        chosen.get().version().mostMessageBytes())
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        context.pipeline().remove(ReadTimeoutHandler.class);
        context.pipeline()
                .addLast(new WebSocketFrameAggregator(chosen.get().version().mostMessageBytes()))
                .addLast(new PortSocket(chosen.get(), asked, acceptor, settings.mostStreams()));
        handshaker.handshake(context.channel(), request).addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                context.close();
            }
        });
        context.pipeline().remove(this);
    }

    private static ConnectRequest asked(ChannelHandlerContext context, FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String origin = request.headers().get(HttpHeaderNames.ORIGIN, "");
        return new ConnectRequest(uri.path(), uri.rawQuery(), origin, (InetSocketAddress)
                context.channel().remoteAddress());
    }

    /** Anybody's page may read what is public here. */
    private static void answer(
            ChannelHandlerContext context, FullHttpRequest request, HttpResponseStatus status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        boolean stays = HttpUtil.isKeepAlive(request) && status.code() < HttpResponseStatus.BAD_REQUEST.code();
        HttpUtil.setKeepAlive(response, stays);
        ChannelFuture sent = context.writeAndFlush(response);
        if (!stays) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
