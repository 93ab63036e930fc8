package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A kernel with one adapter, by hand: it writes down in words what it is told, and refuses what it was set to refuse. */
public final class FakeNodes implements DeviceNodes {
    public final List<String> calls = new ArrayList<>();
    public final Map<String, Errno> refused = new HashMap<>();
    public final Deque<Integer> statuses = new ArrayDeque<>();
    /** What reads of the dvr node give: bytes, or an errno. */
    public final Deque<Object> deliveries = new ArrayDeque<>();

    private int open;

    /** Nodes that are open now. */
    public int open() {
        return open;
    }

    @Override
    public DeviceNode open(Path path, Access access) throws DeviceNodeException {
        call("open " + path.getFileName() + " " + access);
        open++;
        return new Node(path);
    }

    private void call(String words) throws DeviceNodeException {
        calls.add(words);
        Errno errno = refused.get(words);
        if (errno != null) {
            throw new DeviceNodeException(words, errno);
        }
    }

    private final class Node implements DeviceNode {
        private final Path path;
        private boolean closed;

        Node(Path path) {
            this.path = path;
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void control(Ioctl request, long argument) throws DeviceNodeException {
            call(request + " " + argument);
        }

        @Override
        public void control(Ioctl request, MemorySegment argument) throws DeviceNodeException {
            switch (request) {
                case FE_READ_STATUS -> {
                    call("FE_READ_STATUS");
                    Integer status = statuses.size() > 1 ? statuses.poll() : statuses.peek();
                    argument.set(JAVA_INT, 0, status == null ? 0 : status);
                }
                case FE_SET_PROPERTY -> call("FE_SET_PROPERTY" + properties(argument));
                case FE_DISEQC_SEND_MASTER_CMD ->
                    call("FE_DISEQC_SEND_MASTER_CMD "
                            + HexFormat.ofDelimiter(" ")
                                    .formatHex(argument.asSlice(0, argument.get(JAVA_BYTE, 6))
                                            .toArray(JAVA_BYTE)));
                case DMX_SET_PES_FILTER ->
                    call("DMX_SET_PES_FILTER pid=" + (argument.get(JAVA_SHORT, 0) & 0xFFFF) + " input="
                            + argument.get(JAVA_INT, 4) + " output=" + argument.get(JAVA_INT, 8) + " type="
                            + argument.get(JAVA_INT, 12) + " flags=" + argument.get(JAVA_INT, 16));
                default -> call(request.toString());
            }
        }

        private static String properties(MemorySegment header) {
            int count = header.get(JAVA_INT, 0);
            MemorySegment entries = header.get(ADDRESS, 8).reinterpret(count * 76L);
            StringBuilder words = new StringBuilder();
            for (int i = 0; i < count; i++) {
                words.append(' ')
                        .append(entries.get(JAVA_INT_UNALIGNED, i * 76L))
                        .append('=')
                        .append(Integer.toUnsignedLong(entries.get(JAVA_INT_UNALIGNED, i * 76L + 16)));
            }
            return words.toString();
        }

        @Override
        public int read(MemorySegment bytes) throws DeviceNodeException {
            return switch (deliveries.poll()) {
                case byte[] told -> {
                    MemorySegment.copy(told, 0, bytes, JAVA_BYTE, 0, told.length);
                    yield told.length;
                }
                case Errno errno -> throw new DeviceNodeException("read " + path, errno);
                case null, default -> 0;
            };
        }

        @Override
        public boolean awaitReadable(Duration limit) throws DeviceNodeException {
            call("wait");
            return !deliveries.isEmpty();
        }

        @Override
        public boolean closed() {
            return closed;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                calls.add("close " + path.getFileName());
            }
        }
    }
}
