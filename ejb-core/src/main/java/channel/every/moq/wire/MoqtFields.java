package channel.every.moq.wire;

import channel.every.moq.wire.MoqtParameter.Filter;
import channel.every.moq.wire.MoqtParameter.Largest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fields that several messages of moq-transport have. */
final class MoqtFields {
    /** draft-ietf-moq-transport-18 2.4.1. */
    private static final int MOST_PARTS = 32;

    /** There are not so many types. */
    private static final int MOST_PARAMETERS = 64;

    private enum Form {
        VARINT,
        BYTE,
        BYTES
    }

    private MoqtFields() {}

    static List<String> namespace(WireReader in) throws MalformedMessageException {
        long count = in.varint("namespace_parts");
        if (count > MOST_PARTS) {
            throw new MalformedMessageException("namespace_parts is " + count + ", the most is " + MOST_PARTS);
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(in.text("namespace_part"));
        }
        return parts;
    }

    static WireWriter namespace(List<String> parts, WireWriter out) {
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("more than " + MOST_PARTS + " parts of a namespace: " + parts.size());
        }
        out.varint(parts.size());
        parts.forEach(out::text);
        return out;
    }

    static List<MoqtParameter> parameters(WireReader in) throws MalformedMessageException {
        long count = in.varint("parameter_count");
        if (count > MOST_PARAMETERS) {
            throw new MalformedMessageException("parameter_count is " + count + ", the most is " + MOST_PARAMETERS);
        }
        List<MoqtParameter> parameters = new ArrayList<>();
        long type = 0;
        for (int i = 0; i < count; i++) {
            type = next(type, i == 0, in, "parameter_type");
            parameters.add(parameter(type, in));
        }
        return parameters;
    }

    static WireWriter parameters(List<MoqtParameter> parameters, WireWriter out) {
        out.varint(parameters.size());
        long before = 0;
        for (MoqtParameter each : parameters.stream()
                .sorted(Comparator.comparingLong(MoqtParameter::type))
                .toList()) {
            out.varint(each.type() - before);
            before = each.type();
            write(each, out);
        }
        return out;
    }

    /** To the end of what there is. */
    static List<MoqtProperty> properties(WireReader in) throws MalformedMessageException {
        List<MoqtProperty> properties = new ArrayList<>();
        long type = 0;
        while (in.left() > 0) {
            type = next(type, properties.isEmpty(), in, "property_type");
            properties.add(
                    type % 2 == 0
                            ? new MoqtProperty.Number(type, in.varint("property_value"))
                            : new MoqtProperty.Bytes(type, in.bytes("property_value")));
        }
        return properties;
    }

    static WireWriter properties(List<MoqtProperty> properties, WireWriter out) {
        long before = 0;
        for (MoqtProperty each : properties.stream()
                .sorted(Comparator.comparingLong(MoqtProperty::type))
                .toList()) {
            out.varint(each.type() - before);
            before = each.type();
            switch (each) {
                case MoqtProperty.Number number -> out.varint(number.value());
                case MoqtProperty.Bytes bytes -> out.bytes(bytes.value());
            }
        }
        return out;
    }

    /** Types are told by what they are above the one before; a difference of 0 would repeat it. */
    private static long next(long type, boolean first, WireReader in, String field) throws MalformedMessageException {
        long delta = in.varint(field);
        if (!first && delta == 0) {
            throw new MalformedMessageException(field + " " + type + " stands twice");
        }
        if (type + delta < 0) {
            throw new MalformedMessageException(field + " has more than 63 bits");
        }
        return type + delta;
    }

    private static MoqtParameter parameter(long type, WireReader in) throws MalformedMessageException {
        if (type == Largest.TYPE) {
            WireReader value = in.part(in.size("largest_length"), "largest");
            Largest largest = new Largest(value.varint("largest_group"), value.varint("largest_object"));
            value.end("largest");
            return largest;
        }
        if (type == Filter.TYPE) {
            WireReader value = in.part(in.size("filter_length"), "filter");
            Filter filter = filter(value);
            value.end("filter");
            return filter;
        }
        return switch (form(type)) {
            case VARINT -> new MoqtParameter.Number(type, in.varint("parameter " + type));
            case BYTE ->
                new MoqtParameter.Number(
                        type, type == MoqtParameter.FORWARD ? in.flag("forward") ? 1 : 0 : octet(type, in));
            case BYTES -> new MoqtParameter.Bytes(type, in.bytes("parameter " + type));
        };
    }

    /**
     * Draft 18 has these in one byte. @moq/net before 0.3, and so {@code <moq-watch>} 0.4, sends a varint: 0x80 and then the value if that is
     * 128 or more. In one byte, a priority of 128 is followed by the next type's distance or by the end, never by a set first bit.
     */
    private static int octet(long type, WireReader in) throws MalformedMessageException {
        int value = in.unsignedByte("parameter " + type);
        return value == 0x80 && in.highBitFollows() ? in.unsignedByte("parameter " + type) : value;
    }

    private static void write(MoqtParameter parameter, WireWriter out) {
        switch (parameter) {
            case Largest largest ->
                out.bytes(new WireWriter(Varint.LEADING_ONES)
                        .varint(largest.group())
                        .varint(largest.object())
                        .toBytes());
            case Filter filter -> out.bytes(filter(filter));
            case MoqtParameter.Bytes bytes -> out.bytes(bytes.value());
            case MoqtParameter.Number number -> {
                if (known(number.type()) == Form.BYTE) {
                    out.unsignedByte((int) number.value());
                } else {
                    out.varint(number.value());
                }
            }
        }
    }

    private static Filter filter(WireReader in) throws MalformedMessageException {
        long kind = in.varint("filter");
        if (kind < 1 || kind > Filter.Kind.values().length) {
            throw new MalformedMessageException("there is no filter " + kind);
        }
        Filter.Kind known = Filter.Kind.values()[(int) kind - 1];
        return switch (known) {
            case NEXT_GROUP, AFTER_LARGEST -> Filter.of(known);
            case FROM -> new Filter(known, in.varint("start_group"), in.varint("start_object"), 0);
            case RANGE -> {
                long group = in.varint("start_group");
                long object = in.varint("start_object");
                long end = group + in.varint("groups");
                if (end < 0) {
                    throw new MalformedMessageException("end_group has more than 63 bits");
                }
                yield new Filter(known, group, object, end);
            }
        };
    }

    private static byte[] filter(Filter filter) {
        WireWriter out =
                new WireWriter(Varint.LEADING_ONES).varint(filter.kind().ordinal() + 1);
        return switch (filter.kind()) {
            case NEXT_GROUP, AFTER_LARGEST -> out.toBytes();
            case FROM -> out.varint(filter.group()).varint(filter.object()).toBytes();
            case RANGE ->
                out.varint(filter.group())
                        .varint(filter.object())
                        .varint(filter.endGroup() - filter.group())
                        .toBytes();
        };
    }

    private static Form form(long type) throws MalformedMessageException {
        try {
            return known(type);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(e.getMessage() + "");
        }
    }

    /** draft-ietf-moq-transport-18 10.2, and of the cluster extension 0x40b57 and 0x40b58. */
    private static Form known(long type) {
        if (type == MoqtParameter.FORWARD
                || type == 0x0e
                || type == MoqtParameter.SUBSCRIBER_PRIORITY
                || type == MoqtParameter.GROUP_ORDER) {
            return Form.BYTE;
        }
        if (type == 0x02 || type == 0x04 || type == 0x06 || type == 0x08 || type == 0x40b58) {
            return Form.VARINT;
        }
        if (type == 0x03 || type == MoqtParameter.HOP_PATH) {
            return Form.BYTES;
        }
        throw new IllegalArgumentException("there is no parameter " + type);
    }
}
