package channel.every.tuner.hdhomerun;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tuner's {@code streaminfo}: what is in the multiplex it receives (libhdhomerun, hdhomerun_channelscan.c). */
public record StreamInfo(List<Program> programs, OptionalInt transportStreamId, OptionalInt originalNetworkId) {
    private static final Pattern PROGRAM = Pattern.compile("(\\d{1,5}): (\\d{1,5}(?:\\.\\d{1,5})?)(?: (.*))?");
    private static final Pattern ID = Pattern.compile("(tsid|onid)=0x([0-9A-Fa-f]{1,4})");

    /** Kinds as the device marks them in parentheses. */
    public enum Kind {
        NORMAL,
        CONTROL,
        ENCRYPTED,
        NO_DATA
    }

    /** @param virtual {@code 5.1}, or {@code 0} for none */
    public record Program(int number, String virtual, String name, Kind kind) {}

    public StreamInfo {
        programs = List.copyOf(programs);
    }

    /** Lines of other forms are passed over, as the vendor's library does. */
    static StreamInfo parse(String text) {
        List<Program> programs = new ArrayList<>();
        OptionalInt tsid = OptionalInt.empty();
        OptionalInt onid = OptionalInt.empty();
        for (String line : text.lines().toList()) {
            Matcher id = ID.matcher(line);
            Matcher program = PROGRAM.matcher(line);
            if (id.matches()) {
                OptionalInt value = OptionalInt.of(Integer.parseInt(id.group(2), 16));
                if (id.group(1).equals("tsid")) {
                    tsid = value;
                } else {
                    onid = value;
                }
            } else if (program.matches()) {
                String rest = program.group(3) == null ? "" : program.group(3);
                programs.add(new Program(
                        Integer.parseInt(program.group(1)), program.group(2), Excerpt.of(name(rest)), kind(rest)));
            }
        }
        return new StreamInfo(programs, tsid, onid);
    }

    private static String name(String rest) {
        return rest.replaceFirst(" ?\\((control|encrypted|no data)\\)$", "");
    }

    private static Kind kind(String rest) {
        if (rest.endsWith("(control)")) {
            return Kind.CONTROL;
        }
        if (rest.endsWith("(encrypted)")) {
            return Kind.ENCRYPTED;
        }
        return rest.endsWith("(no data)") ? Kind.NO_DATA : Kind.NORMAL;
    }
}
