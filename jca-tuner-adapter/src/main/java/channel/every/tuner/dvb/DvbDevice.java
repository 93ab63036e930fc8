package channel.every.tuner.dvb;

import channel.every.tuner.TunerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A frontend of this machine.
 *
 * @param address as it stands in a configuration, such as {@code dvb://adapter0/frontend0}
 * @param info what it says of itself, null when it cannot be asked
 * @param state whether it can be had now
 * @param reason why it cannot be had or asked, else empty
 * @param slots for conditional access on its adapter
 */
public record DvbDevice(String address, @Nullable FrontendInfo info, State state, String reason, List<CaSlot> slots) {
    private static final Pattern FRONTEND = Pattern.compile("adapter(\\d{1,3})/frontend(\\d{1,3})");

    /** Whether a frontend can be had. */
    public enum State {
        FREE,
        HELD,
        REFUSED
    }

    public DvbDevice {
        slots = List.copyOf(slots);
    }

    /** All there are, in order. @param devices {@link DvbTuner#DEVICES}, or a directory like it */
    public static List<DvbDevice> list(DeviceNodes nodes, Path devices, InstantSource clock) throws TunerException {
        if (!Files.isDirectory(devices)) {
            return List.of();
        }
        List<DvbDevice> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(devices, 2)) {
            for (Path path : paths.sorted().toList()) {
                Matcher name = FRONTEND.matcher(devices.relativize(path).toString());
                if (name.matches()) {
                    found.add(look(nodes, path, "dvb://" + name.group(), clock));
                }
            }
        } catch (IOException e) {
            throw new TunerException(devices + " cannot be listed: " + e.getMessage(), e);
        }
        return found;
    }

    private static DvbDevice look(DeviceNodes nodes, Path path, String address, InstantSource clock) {
        FrontendInfo info;
        try (Frontend frontend = new Frontend(nodes.open(path, Access.READ), clock)) {
            info = frontend.info();
        } catch (TunerException e) {
            return new DvbDevice(address, null, State.REFUSED, String.valueOf(e.getMessage()), List.of());
        }
        List<CaSlot> slots = slots(nodes, path.resolveSibling("ca0"));
        try (DeviceNode held = nodes.open(path, Access.READ_WRITE)) {
            return new DvbDevice(address, info, held.closed() ? State.REFUSED : State.FREE, "", slots);
        } catch (DeviceNodeException e) {
            State state = e.is(Errno.EBUSY) ? State.HELD : State.REFUSED;
            return new DvbDevice(address, info, state, String.valueOf(e.getMessage()), slots);
        }
    }

    private static List<CaSlot> slots(DeviceNodes nodes, Path path) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (DeviceNode node = nodes.open(path, Access.READ)) {
            return CaSlot.of(node);
        } catch (TunerException e) {
            // Slots are shown beside what matters; a driver without them is no reason to hide a frontend.
            return List.of();
        }
    }
}
