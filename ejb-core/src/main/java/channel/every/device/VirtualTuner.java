package channel.every.device;

import channel.every.tuner.control.VariableReply;
import channel.every.tuner.control.VariableReply.Held;
import channel.every.tuner.control.VariableReply.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One tuner of a device, with its variables as the vendor's library knows them (libhdhomerun, hdhomerun_device.c). It serves one
 * HTTP stream or one target at a time; who holds its lock is the only one who may set anything.
 */
final class VirtualTuner {
    private static final System.Logger LOG = System.getLogger(VirtualTuner.class.getName());
    private static final String NONE = "none";

    /** {@code auto:473000000}, {@code 8vsb:14}: a modulation, which decides nothing here, and a frequency or RF channel. */
    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9]{1,16}:(\\d{1,10})");

    /** RF channels have at most three digits, frequencies in Hz at least eight. */
    private static final long LEAST_FREQUENCY = 1000;

    private final int number;
    private final DeviceProfile profile;
    private final InetAddress address;
    private final Antenna antenna;
    private final InstantSource clock;
    private String channelMap;
    private String channel = NONE;
    private long frequency;
    private String virtualChannel = NONE;
    private String program = NONE;
    private PidRanges filter = PidRanges.parse(PidRanges.ALL);
    private String target = NONE;
    private int lockKey;
    private @Nullable String owner;
    private @Nullable DeviceChannel watched;
    private @Nullable Meter meter;
    private @Nullable TargetSender sender;

    VirtualTuner(int number, DeviceProfile profile, InetAddress address, Antenna antenna, InstantSource clock) {
        this.address = address;
        this.number = number;
        this.profile = profile;
        this.antenna = antenna;
        this.clock = clock;
        this.channelMap = profile.family().channelMap();
    }

    /** Takes the tuner for an HTTP stream, if nobody has it. */
    synchronized boolean take(DeviceChannel wanted, String client) {
        if (inUse() || owner != null) {
            return false;
        }
        watched = wanted;
        owner = client;
        target = "http://" + client;
        return true;
    }

    /** Gives back what {@link #take} took. */
    synchronized void release() {
        watched = null;
        meter = null;
        owner = null;
        target = NONE;
    }

    synchronized void watch(Meter counting) {
        meter = counting;
    }

    /** It sends a stream to somebody. */
    synchronized boolean inUse() {
        return watched != null || sender != null;
    }

    synchronized TunerState state() {
        DeviceChannel on = watched == null ? carrier().orElse(null) : watched;
        return new TunerState(
                number,
                channelText(),
                target,
                virtual(),
                on,
                on == null ? NONE : profile.family().modulation(),
                meter == null ? 0 : meter.packetsPerSecond(),
                meter == null ? 0 : meter.transportErrors(),
                meter == null ? 0 : meter.missing());
    }

    private String channelText() {
        return watched == null ? channel : profile.family().modulation() + ":" + watched.frequencyHz();
    }

    private @Nullable DeviceChannel virtual() {
        if (watched != null) {
            return watched;
        }
        return antenna.channels().stream()
                .filter(c -> c.number().equals(virtualChannel)
                        || c.frequencyHz() == frequency
                                && String.valueOf(c.program()).equals(program))
                .findFirst()
                .orElse(null);
    }

    /** Any channel of the multiplex it is tuned to. */
    private Optional<DeviceChannel> carrier() {
        return antenna.channels().stream()
                .filter(c -> frequency != 0 && c.frequencyHz() == frequency)
                .findFirst();
    }

    /** Reads a variable of this tuner. @param name without the tuner */
    synchronized VariableReply get(String full, String name) {
        TunerState state = state();
        return switch (name) {
            case "channel" -> new Held(full, state.channel());
            case "channelmap" -> new Held(full, channelMap);
            case "vchannel" -> new Held(full, watched == null ? virtualChannel : watched.number());
            case "program" -> new Held(full, watched == null ? program : String.valueOf(watched.program()));
            case "filter" -> new Held(full, filter.toString());
            case "target" -> new Held(full, target);
            case "lockkey" -> new Held(full, owner == null ? NONE : owner);
            case "status" -> new Held(full, state.status());
            case "vstatus" -> new Held(full, state.virtualStatus());
            case "debug" -> new Held(full, state.debug());
            case "streaminfo" -> new Held(full, streamInfo(state));
            default -> unknown();
        };
    }

    private String streamInfo(TunerState state) {
        DeviceChannel on = state.tuned();
        if (on == null) {
            return NONE;
        }
        StringBuilder lines = new StringBuilder();
        antenna.channels().stream()
                .filter(c -> c.frequencyHz() == on.frequencyHz())
                .forEach(c -> lines.append(c.programLine()).append('\n'));
        lines.append("tsid=0x%04X\n".formatted(on.transportStreamId()));
        on.originalNetworkId().ifPresent(id -> lines.append("onid=0x%04X\n".formatted(id)));
        return lines.toString();
    }

    /**
     * Sets a variable of this tuner.
     *
     * @param key what the client says the lock's key is, 0 for none
     * @param client its address
     */
    synchronized VariableReply set(String full, String name, String value, int key, String client) {
        if (name.equals("lockkey") && value.equals("force")) {
            unlock();
            return new Held(full, NONE);
        }
        if (owner != null && (watched != null || key != lockKey)) {
            return new Refused("ERROR: resource locked by " + owner);
        }
        try {
            return switch (name) {
                case "lockkey" -> lock(full, value, client);
                case "channel" -> channel(full, value);
                case "vchannel" -> virtualChannel(full, value);
                case "program" -> program(full, value);
                case "filter" -> {
                    filter = PidRanges.parse(value);
                    restart();
                    yield new Held(full, filter.toString());
                }
                case "target" -> target(full, value);
                case "channelmap" -> channelMap(full, value);
                default -> unknown();
            };
        } catch (IllegalArgumentException e) {
            return new Refused("ERROR: " + e.getMessage());
        }
    }

    private VariableReply lock(String full, String value, String client) {
        if (value.equals(NONE)) {
            unlock();
            return new Held(full, NONE);
        }
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) > 0xFFFF_FFFFL || Long.parseLong(value) == 0) {
            return new Refused("ERROR: lockkey is a number of 32 bits, none or force");
        }
        lockKey = Integer.parseUnsignedInt(value);
        owner = client;
        return new Held(full, client);
    }

    /** Whoever streams over HTTP keeps its stream: only the right to set is given up. */
    private void unlock() {
        if (watched == null) {
            owner = null;
            lockKey = 0;
        }
    }

    private VariableReply channel(String full, String value) {
        long hertz = 0;
        if (!value.equals(NONE)) {
            Matcher form = CHANNEL.matcher(value);
            if (!form.matches()) {
                return new Refused("ERROR: channel looks like auto:473000000, 8vsb:14 or none");
            }
            hertz = Long.parseLong(form.group(1));
            hertz = hertz < LEAST_FREQUENCY ? profile.family().frequencyOf((int) hertz) : hertz;
            if (hertz == 0) {
                return new Refused("ERROR: the channel map has no such channel");
            }
        }
        channel = value;
        frequency = hertz;
        virtualChannel = NONE;
        program = NONE;
        restart();
        return new Held(full, channel);
    }

    private VariableReply virtualChannel(String full, String value) {
        Optional<DeviceChannel> wanted = antenna.channels().stream()
                .filter(c -> c.number().equals(value))
                .findFirst();
        if (wanted.isEmpty() && !value.equals(NONE)) {
            return new Refused("ERROR: unknown channel");
        }
        virtualChannel = value;
        frequency = wanted.map(DeviceChannel::frequencyHz).orElse(0L);
        channel = frequency == 0 ? NONE : "auto:" + frequency;
        program = wanted.map(c -> String.valueOf(c.program())).orElse(NONE);
        restart();
        return new Held(full, virtualChannel);
    }

    private VariableReply program(String full, String value) {
        if (!value.equals(NONE)
                && (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 0xFFFF)) {
            return new Refused("ERROR: program is 1 to 65535 or none");
        }
        program = value;
        restart();
        return new Held(full, program);
    }

    private VariableReply target(String full, String value) {
        if (!value.equals(NONE)) {
            TargetStream.check(value);
        }
        target = value;
        restart();
        return new Held(full, target);
    }

    private VariableReply channelMap(String full, String value) {
        if (!List.of(profile.family().features().split("[ \n]", -1)).contains(value)) {
            return new Refused("ERROR: this device has no such channel map");
        }
        channelMap = value;
        return new Held(full, channelMap);
    }

    /** Sends what the variables say now, and nothing of what they said before. */
    private void restart() {
        if (sender != null) {
            sender.stop();
            sender = null;
            meter = null;
        }
        Optional<DeviceChannel> on = carrier();
        if (target.equals(NONE) || on.isEmpty()) {
            return;
        }
        try {
            String now = program;
            PidRanges ranges = filter;
            TargetSender fresh = new TargetSender(
                    antenna, on.get(), address, target, number, out -> select(now, ranges, out), clock, this::ended);
            sender = fresh;
            meter = fresh.meter();
            fresh.start();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "tuner {0} sends nothing to {1}: {2}", number, target, e.getMessage());
            target = NONE;
        }
    }

    private static OutputStream select(String program, PidRanges ranges, OutputStream out) {
        return program.equals(NONE)
                ? Selection.ofPids(ranges, out)
                : Selection.ofProgram(Integer.parseInt(program), out);
    }

    private synchronized void ended(TargetSender was) {
        if (sender == was) {
            sender = null;
            meter = null;
            target = NONE;
        }
    }

    synchronized void stop() {
        if (sender != null) {
            sender.stop();
        }
    }

    static Refused unknown() {
        return new Refused("ERROR: unknown getset variable");
    }
}
