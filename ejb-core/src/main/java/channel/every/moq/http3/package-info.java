/**
 * As much of HTTP/3 (RFC 9114, 9204, 9220) as WebTransport (draft-ietf-webtrans-http3) needs, over streams of QUIC that somebody else
 * brings. Knows no socket. Written to what Chromium sends and accepts.
 */
@NullMarked
package channel.every.moq.http3;

import org.jspecify.annotations.NullMarked;
