package channel.every.tuner.dvb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A choice that the kernel knows by number (linux/dvb/frontend.h) and files by a word (libdvbv5's names). */
interface KernelWord {
    int number();

    String word();

    /** @param kind an enum @throws IllegalArgumentException listing the words there are */
    static <W extends KernelWord> W parse(Class<W> kind, String text) {
        List<W> choices = Arrays.asList(kind.getEnumConstants());
        return choices.stream()
                .filter(choice -> choice.word().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException('"' + text + "\" is none of "
                        + choices.stream().map(KernelWord::word).collect(Collectors.joining(", "))));
    }
}
