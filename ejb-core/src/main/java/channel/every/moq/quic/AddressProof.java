package channel.every.moq.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 9000 8.1.2: while many handshakes are half open, a client must first show that it receives what is sent to its address, before
 * anything is kept for it. Costs honest clients a round trip, so that it is asked under load only.
 */
final class AddressProof implements QuicTokenHandler {
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 16;

    /** RFC 9000 17.2. */
    private static final int MOST_ID_BYTES = 20;

    private final SecretKeySpec key;
    private final BooleanSupplier loaded;
    private final QuicCounters counters;

    AddressProof(SecureRandom random, BooleanSupplier loaded, QuicCounters counters) {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.loaded = loaded;
        this.counters = counters;
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf destination, InetSocketAddress address) {
        if (!loaded.getAsBoolean()) {
            return false;
        }
        counters.add(QuicCount.ADDRESS_ASKED);
        byte[] id = ByteBufUtil.getBytes(destination);
        out.writeBytes(mac(id, address)).writeBytes(id);
        return true;
    }

    /** The client's first connection id follows the code, as netty wants to find it. */
    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        byte[] bytes = ByteBufUtil.getBytes(token);
        if (bytes.length < MAC_BYTES || bytes.length > MAC_BYTES + MOST_ID_BYTES) {
            return -1;
        }
        byte[] given = Arrays.copyOf(bytes, MAC_BYTES);
        byte[] right = mac(Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length), address);
        return MessageDigest.isEqual(given, right) ? MAC_BYTES : -1;
    }

    private byte[] mac(byte[] id, InetSocketAddress address) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(address.getAddress().getAddress());
            mac.update((byte) (address.getPort() >> 8));
            mac.update((byte) address.getPort());
            return Arrays.copyOf(mac.doFinal(id), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int maxTokenLength() {
        return MAC_BYTES + MOST_ID_BYTES;
    }
}
