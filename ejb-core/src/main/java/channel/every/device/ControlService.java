package channel.every.device;

import channel.every.tuner.control.ControlField;
import channel.every.tuner.control.ControlFrame;
import channel.every.tuner.control.FrameType;
import channel.every.tuner.control.MalformedFrameException;
import channel.every.tuner.control.VariableRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The control port over TCP: one answer a request, for as long as the client stays. */
final class ControlService implements HttpListener.Service {
    /** Clients keep their connection while they show a status; one that says nothing for so long is gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DeviceVariables variables;

    ControlService(DeviceVariables variables) {
        this.variables = variables;
    }

    @Override
    public void serve(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String client = socket.getInetAddress().getHostAddress();
        for (Optional<ControlFrame> frame = ControlFrame.read(in); frame.isPresent(); frame = ControlFrame.read(in)) {
            socket.getOutputStream().write(answer(frame.get(), client).encode());
        }
    }

    private ControlFrame answer(ControlFrame frame, String client) throws MalformedFrameException {
        return switch (frame.type()) {
            case GETSET_REQUEST ->
                variables.answer(VariableRequest.read(frame), client).frame();
            case UPGRADE_REQUEST ->
                new ControlFrame(
                        FrameType.UPGRADE_REPLY,
                        List.of(ControlField.ofText(
                                ControlField.ERROR_MESSAGE, "ERROR: a virtual device has no firmware")));
            case DISCOVER_REQUEST, DISCOVER_REPLY, GETSET_REPLY, UPGRADE_REPLY ->
                throw new MalformedFrameException("a " + frame.type() + " is not for a device's TCP port");
        };
    }
}
