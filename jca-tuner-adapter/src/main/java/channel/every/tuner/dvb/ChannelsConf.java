package channel.every.tuner.dvb;

import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a file in dvbv5 format, as {@code dvbv5-scan} writes it: a section {@code [name]} for each channel, in it lines
 * {@code KEY = value}. Lines that begin with {@code #} are comments; keys that are about decoding are passed by.
 */
public record ChannelsConf(Path file, List<DvbChannel> channels) {
    /** A channel takes some 400 bytes: room for more than there are. */
    static final long MAX_BYTES = 64L * 1024 * 1024;

    /** How many channels a message names before it says "and more". */
    private static final int TOLD_CHANNELS = 20;

    public ChannelsConf {
        channels = List.copyOf(channels);
    }

    /** @throws TunerException naming file, line, key and value of what cannot work */
    public static ChannelsConf read(Path file) throws TunerException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TunerException("channel file " + file + " has more than " + MAX_BYTES + " bytes");
            }
            // A name that is no UTF-8 gets replacement characters, which do not stand in references anyway.
            return parse(file, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (TunerException e) {
            throw e;
        } catch (IOException e) {
            throw new TunerException("channel file " + file + " cannot be read: " + e, e);
        }
    }

    static ChannelsConf parse(Path file, String text) throws TunerException {
        List<DvbChannel> channels = new ArrayList<>();
        ChannelSection section = null;
        int line = 0;
        for (String raw : text.split("\\R")) {
            line++;
            String content = raw.strip();
            if (content.startsWith("[") && content.endsWith("]")) {
                add(channels, section, file);
                section = new ChannelSection(content.substring(1, content.length() - 1), line);
            } else if (!content.isEmpty() && !content.startsWith("#")) {
                put(section, content, file, line);
            }
        }
        add(channels, section, file);
        return new ChannelsConf(file, channels);
    }

    private static void put(@Nullable ChannelSection section, String content, Path file, int line)
            throws TunerException {
        int equals = content.indexOf('=');
        if (section == null || equals < 0) {
            throw new TunerException("channel file " + file + ", line " + line
                    + " is neither [channel] nor KEY = value: \"" + content + "\"; write it with dvbv5-scan");
        }
        try {
            section.put(
                    content.substring(0, equals).strip(),
                    content.substring(equals + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new TunerException("channel file " + file + ", line " + line + ": " + e.getMessage(), e);
        }
    }

    private static void add(List<DvbChannel> channels, @Nullable ChannelSection section, Path file)
            throws TunerException {
        if (section == null) {
            return;
        }
        try {
            channels.add(section.channel());
        } catch (IllegalArgumentException e) {
            throw new TunerException(
                    "channel file " + file + ", [" + section.name() + "] in line " + section.line() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * By number, else by name.
     *
     * @throws UnknownChannelException when none has it, naming those there are
     * @throws TunerException when several have it
     */
    public DvbChannel find(String channel) throws TunerException {
        List<DvbChannel> found =
                channels.stream().filter(c -> c.number().equals(channel)).toList();
        if (found.isEmpty()) {
            found = channels.stream()
                    .filter(c -> c.name().equals(channel) || c.reference().equals(channel))
                    .toList();
        }
        return switch (found.size()) {
            case 0 -> throw new UnknownChannelException("no channel " + channel + " in " + file + "; it has " + this);
            case 1 -> found.getFirst();
            default ->
                throw new TunerException("channel " + channel + " stands " + found.size() + " times in " + file + ": "
                        + found.stream()
                                .map(c -> c + " (" + c.multiplex() + ")")
                                .collect(Collectors.joining(", ")) + "; give each its own VCHANNEL");
        };
    }

    /** A channel of the multiplex that a tune calls so, if the file has one. */
    public Optional<DvbChannel> ofMultiplex(String reference) {
        return channels.stream()
                .filter(c -> c.multiplexReference().equals(reference))
                .findFirst();
    }

    /** In words, for a message: {@code 5.1 KCOP-DT, Das-Erste-HD}. */
    @Override
    public String toString() {
        if (channels.isEmpty()) {
            return "no channel";
        }
        String told =
                channels.stream().limit(TOLD_CHANNELS).map(DvbChannel::toString).collect(Collectors.joining(", "));
        int more = channels.size() - TOLD_CHANNELS;
        return more > 0 ? told + " and " + more + " more" : told;
    }
}
