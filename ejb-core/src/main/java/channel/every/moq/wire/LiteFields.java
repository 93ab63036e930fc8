package channel.every.moq.wire;

import channel.every.moq.wire.LiteMessage.Parameter;
import channel.every.moq.wire.LiteMessage.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that several messages have. */
final class LiteFields {
    /** As @moq/net bounds it: a longer way is a loop. */
    static final int MOST_HOPS = 32;

    private static final int MOST_PARAMETERS = 64;

    private LiteFields() {}

    static Wanted wanted(WireReader in) throws MalformedMessageException {
        return new Wanted(
                in.unsignedByte("priority"),
                in.flag("ordered"),
                in.varint("max_latency"),
                group(in, "start"),
                group(in, "end"));
    }

    static void write(Wanted wanted, WireWriter out) {
        out.unsignedByte(wanted.priority())
                .flag(wanted.ordered())
                .varint(wanted.maxLatencyMs())
                .varint(plusOne(wanted.start()))
                .varint(plusOne(wanted.end()));
    }

    /** On the wire a group is one more, so that 0 is none. */
    private static @Nullable Long group(WireReader in, String field) throws MalformedMessageException {
        long value = in.varint(field);
        return value == 0 ? null : Long.valueOf(value - 1);
    }

    private static long plusOne(@Nullable Long group) {
        return group == null ? 0 : group + 1;
    }

    static List<Long> hops(WireReader in, LiteVersion version) throws MalformedMessageException {
        long count = in.varint("hop_count");
        if (count > MOST_HOPS) {
            throw new MalformedMessageException("hop_count is " + count + ", the most is " + MOST_HOPS);
        }
        if (!version.fourth()) {
            return Collections.nCopies((int) count, 0L);
        }
        List<Long> hops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hops.add(in.varint("hop_id"));
        }
        return hops;
    }

    static void write(List<Long> hops, LiteVersion version, WireWriter out) {
        if (hops.size() > MOST_HOPS) {
            throw new IllegalArgumentException("more than " + MOST_HOPS + " hops: " + hops.size());
        }
        out.varint(hops.size());
        if (version.fourth()) {
            hops.forEach(out::varint);
        }
    }

    static List<Parameter> parameters(WireReader in) throws MalformedMessageException {
        long count = in.varint("parameter_count");
        if (count > MOST_PARAMETERS) {
            throw new MalformedMessageException("parameter_count is " + count + ", the most is " + MOST_PARAMETERS);
        }
        List<Parameter> parameters = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < count; i++) {
            long id = in.varint("parameter_id");
            if (!ids.add(id)) {
                throw new MalformedMessageException("parameter " + id + " stands twice");
            }
            parameters.add(new Parameter(id, in.bytes("parameter_value")));
        }
        return parameters;
    }

    static void write(List<Parameter> parameters, WireWriter out) {
        out.varint(parameters.size());
        parameters.forEach(each -> out.varint(each.id()).bytes(each.value()));
    }

    /** Small numbers for small differences of either sign. */
    static long zigzag(long delta) {
        return delta << 1 ^ delta >> 63;
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
