package channel.every.tuner.dvb;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A frontend of this machine as an address: {@code dvb://adapter0/frontend0?channels=/etc/every-channel/channels.conf}.
 *
 * @param adapter number of its directory below {@code /dev/dvb}
 * @param frontend number of its node there
 * @param channels channel file in dvbv5 format
 * @param lock how long it may take to lock
 * @param statistics how often to ask how well it receives, or zero for never
 * @param pids what the kernel lets through, at most {@value #MAX_PIDS}; empty for the whole multiplex
 */
public record DvbAddress(
        int adapter, int frontend, Path channels, Duration lock, Duration statistics, List<Integer> pids) {
    public static final String SCHEME = "dvb";
    public static final Path DEFAULT_CHANNELS = Path.of("/etc/every-channel/channels.conf");

    /** Each takes a filter; most demultiplexers have this many. */
    public static final int MAX_PIDS = 32;

    private static final Pattern NODE = Pattern.compile("dvb://adapter([0-9]{1,3})/frontend([0-9]{1,3})");
    private static final Duration DEFAULT_LOCK = Duration.ofSeconds(5);
    private static final Duration DEFAULT_STATISTICS = Duration.ofSeconds(30);
    private static final int MAX_SECONDS = 3600;
    private static final int LAST_PID = 0x1FFF;

    public DvbAddress {
        pids = List.copyOf(pids);
        if (pids.size() > MAX_PIDS) {
            throw new IllegalArgumentException(
                    "pids: " + pids.size() + " are more than the " + MAX_PIDS + " filters there are");
        }
    }

    /** @throws IllegalArgumentException naming the part that cannot work, with an example */
    public static DvbAddress parse(URI uri) {
        String text = uri.toString();
        int question = text.indexOf('?');
        Matcher node = NODE.matcher(question < 0 ? text : text.substring(0, question));
        if (!node.matches()) {
            throw new IllegalArgumentException("a DVB device is written dvb://adapter0/frontend0: \"" + text + '"');
        }
        Map<String, String> options = options(uri);
        String channels = options.remove("channels");
        DvbAddress address = new DvbAddress(
                Integer.parseInt(node.group(1)),
                Integer.parseInt(node.group(2)),
                channels == null ? DEFAULT_CHANNELS : Path.of(channels),
                seconds(options, "lock", DEFAULT_LOCK, 1),
                seconds(options, "statistics", DEFAULT_STATISTICS, 0),
                pids(options.remove("pids")));
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("a DVB device has no option \""
                    + options.keySet().iterator().next() + "\", but channels, lock, statistics and pids: \"" + text
                    + '"');
        }
        return address;
    }

    private static Map<String, String> options(URI uri) {
        Map<String, String> options = new HashMap<>();
        String query = uri.getQuery();
        for (String option : query == null ? new String[0] : query.split("&")) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new IllegalArgumentException("options are written name=value: \"" + option + '"');
            }
            if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("option \"" + option + "\" stands twice");
            }
        }
        return options;
    }

    private static Duration seconds(Map<String, String> options, String name, Duration otherwise, int least) {
        String told = options.remove(name);
        if (told == null) {
            return otherwise;
        }
        return Duration.ofSeconds(number(name, told, least, MAX_SECONDS));
    }

    private static List<Integer> pids(@Nullable String told) {
        List<Integer> pids = new ArrayList<>();
        for (String range : told == null ? new String[0] : told.split(",")) {
            String[] ends = range.split("-", 2);
            int first = number("pids", ends[0], 0, LAST_PID);
            int last = ends.length == 1 ? first : number("pids", ends[1], first, Math.min(LAST_PID, first + MAX_PIDS));
            for (int pid = first; pid <= last; pid++) {
                pids.add(pid);
            }
        }
        return pids;
    }

    private static int number(String name, String told, int least, int most) {
        String refusal = name + " must be " + least + " to " + most + ": \"" + told + '"';
        try {
            int value = Integer.parseInt(told);
            if (value < least || value > most) {
                throw new IllegalArgumentException(refusal);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(refusal, e);
        }
    }

    /** As in {@code adapter0/frontend0}. */
    @Override
    public String toString() {
        return "adapter" + adapter + "/frontend" + frontend;
    }
}
