package channel.every.moq.session;

import channel.every.moq.BroadcastName;
import java.util.List;
import java.util.Optional;

/**
 * Which broadcasts a peer may see, or announce, and by what names it calls them.
 *
 * @param root the peer's names are below it, and it is not told of it; empty for none
 * @param prefixes whole names, root included, of what is allowed with all that lies below; the empty name is everything, no prefix nothing
 */
public record Scope(String root, List<String> prefixes) {
    /** Everything, by its whole name. */
    public static final Scope ALL = new Scope("", List.of(""));

    /** Nothing. */
    public static final Scope NONE = new Scope("", List.of());

    public Scope {
        root = BroadcastName.normal(root);
        prefixes = prefixes.stream().map(BroadcastName::normal).toList();
    }

    /** The whole name of what the peer calls so, if it is allowed. */
    public Optional<String> whole(String peersName) {
        return Optional.of(BroadcastName.join(root, BroadcastName.normal(peersName)))
                .filter(this::allows);
    }

    /** What the peer calls the broadcast of this name, if it lies below the root and is allowed. */
    public Optional<String> peersName(String whole) {
        return Optional.of(whole)
                .filter(name -> BroadcastName.isBelow(name, root) && allows(name))
                .map(name -> BroadcastName.suffix(name, root))
                .filter(name -> !name.isEmpty());
    }

    public boolean isNothing() {
        return prefixes.isEmpty();
    }

    private boolean allows(String whole) {
        return prefixes.stream().anyMatch(prefix -> BroadcastName.isBelow(whole, prefix));
    }
}
