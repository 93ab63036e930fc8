package channel.every.moq.session;

import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a side says of itself before anything else (draft-ietf-moq-transport-18 10.3). */
final class MoqtSetup {
    private static final byte[] IMPLEMENTATION = "every.channel".getBytes(StandardCharsets.UTF_8);

    private MoqtSetup() {}

    static Setup of(Connection connection) {
        List<MoqtProperty> options = new ArrayList<>();
        if (!connection.accepted() && !connection.tellsRequest()) {
            String target = SetupPath.of(connection.request());
            options.add(new MoqtProperty.Bytes(MoqtProperty.PATH, target.getBytes(StandardCharsets.UTF_8)));
        }
        options.add(new MoqtProperty.Bytes(MoqtProperty.IMPLEMENTATION, IMPLEMENTATION));
        return new Setup(options);
    }

    /** What is asked for; empty if it is none that can be. */
    static Optional<ConnectRequest> request(Setup setup, ConnectRequest bare) {
        String target = "/";
        for (MoqtProperty each : setup.options()) {
            if (each instanceof MoqtProperty.Bytes(long type, byte[] value)
                    && type == MoqtProperty.PATH
                    && value.length > 0) {
                target = new String(value, StandardCharsets.UTF_8);
            }
        }
        return SetupPath.request(target, bare);
    }
}
