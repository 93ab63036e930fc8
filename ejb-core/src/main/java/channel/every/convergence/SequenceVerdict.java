package channel.every.convergence;

import java.util.Optional;
import java.util.SortedSet;

/** What the sources hold for one sequence. */
public sealed interface SequenceVerdict {
    /** Equal bytes of every kind from two or more nodes, and none that should have them lacks them. */
    record Duplicate() implements SequenceVerdict {}

    /** @param nodes those that should hold the sequence and do not; empty if there is no second node at all */
    record Missing(SortedSet<String> nodes) implements SequenceVerdict {}

    /** @param parties those that announced the sequence without an object */
    record MissingHash(SortedSet<String> parties) implements SequenceVerdict {}

    /** Different bytes. */
    record Divergent(DivergenceCause cause) implements SequenceVerdict {}

    /** One source wrote two different objects for one sequence. */
    record SelfDivergent(String party, DivergenceCause cause) implements SequenceVerdict {}

    /** Equal bytes, said to lie on different moments. */
    record MediaSequenceConflict() implements SequenceVerdict {}

    /** Equal bytes, but of at least one copy it is not known who made it. */
    record Unidentified() implements SequenceVerdict {}

    /** Too young to be missed anywhere. */
    record Pending() implements SequenceVerdict {}

    /** Outside of the stretch that two sources cover. */
    record Edge() implements SequenceVerdict {}

    /** The colour of it: {@code same}, {@code divergent}, {@code missing}, {@code pending} or {@code edge}. */
    default String text() {
        return switch (this) {
            case Duplicate() -> "same";
            case Divergent(DivergenceCause cause) -> "divergent";
            case SelfDivergent(String party, DivergenceCause cause) -> "divergent";
            case MediaSequenceConflict() -> "divergent";
            case Missing(SortedSet<String> nodes) -> "missing";
            case MissingHash(SortedSet<String> parties) -> "missing";
            case Unidentified() -> "missing";
            case Pending() -> "pending";
            case Edge() -> "edge";
        };
    }

    /** The verdict in a few words. */
    default String words() {
        return switch (this) {
            case Duplicate() -> "equal bytes";
            case Divergent(DivergenceCause cause) -> "different bytes, cause " + cause.text();
            case SelfDivergent(String party, DivergenceCause cause) ->
                "two different objects of " + party + ", cause " + cause.text();
            case MediaSequenceConflict() -> "equal bytes on different moments";
            case Missing(SortedSet<String> nodes) when nodes.isEmpty() -> "no second source";
            case Missing(SortedSet<String> nodes) -> "missing at " + String.join(", ", nodes);
            case MissingHash(SortedSet<String> parties) ->
                "announced without an object by " + String.join(", ", parties);
            case Unidentified() -> "a copy has no source_node";
            case Pending() -> "too young to judge";
            case Edge() -> "outside of what two sources cover";
        };
    }

    default Optional<DivergenceCause> divergenceCause() {
        return switch (this) {
            case Divergent(DivergenceCause cause) -> Optional.of(cause);
            case SelfDivergent(String party, DivergenceCause cause) -> Optional.of(cause);
            case Duplicate() -> Optional.empty();
            case MediaSequenceConflict() -> Optional.empty();
            case Missing(SortedSet<String> nodes) -> Optional.empty();
            case MissingHash(SortedSet<String> parties) -> Optional.empty();
            case Unidentified() -> Optional.empty();
            case Pending() -> Optional.empty();
            case Edge() -> Optional.empty();
        };
    }
}
