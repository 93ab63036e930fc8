package channel.every.node;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Configuration below one prefix; what is no value of its kind is refused with its key.
 *
 * @param values the value of a key, if it is set
 */
record ConfigValues(String prefix, Function<String, Optional<String>> values) {
    Optional<String> text(String name) {
        return values.apply(prefix + name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Divided by commas; empty without any. */
    List<String> list(String name) {
        return text(name).stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name).orElse(Boolean.toString(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(prefix + name + " is true or false: \"" + text + '"');
        }
        return text.equals("true");
    }

    long number(String name, long otherwise, long least, long most) {
        String text = text(name).orElse(Long.toString(otherwise));
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(
                    prefix + name + " must be a whole number from " + least + " to " + most + ": \"" + text + '"');
        }
        return Long.parseLong(text);
    }

    Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    InetAddress address(String name, String otherwise) {
        String text = text(name).orElse(otherwise);
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(prefix + name + " is no address of this machine: \"" + text + '"', e);
        }
    }

    Optional<URI> url(String name) {
        return text(name).map(text -> {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(prefix + name + " is no URL: \"" + text + '"', e);
            }
            throw new IllegalArgumentException(prefix + name + " names no host: \"" + text + '"');
        });
    }
}
