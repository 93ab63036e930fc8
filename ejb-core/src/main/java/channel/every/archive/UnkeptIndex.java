package channel.every.archive;

import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes records and keeps none: for a publisher whose windows are archived elsewhere. */
public final class UnkeptIndex implements ArchiveIndex {
    @Override
    public void append(List<ArchiveRecord> records) {}

    @Override
    public List<ArchiveRecord> since(Label broadcast, Label track, long receivedUnixMs) {
        return List.of();
    }

    @Override
    public void read(Label broadcast, Label track, Consumer<? super IndexLine> lines) {}

    @Override
    public void read(Label broadcast, Label track, SequenceRange range, Consumer<? super ArchiveRecord> records) {}

    @Override
    public ManifestKey keyBefore(Label broadcast, Label track, long receivedUnixMs) {
        return ManifestKey.START;
    }

    @Override
    public void newestFirst(Label broadcast, Label track, Predicate<? super ArchiveRecord> visitor) {}

    @Override
    public ManifestPage page(Label broadcast, Label track, ManifestKey after, int mostLines, int mostBytes) {
        return new ManifestPage(new byte[0], after, false);
    }

    @Override
    public Optional<GroupSequence> lastSequence(Label broadcast, Label track, String sourceNode) {
        return Optional.empty();
    }

    @Override
    public List<Label> tracks(Label broadcast) {
        return List.of();
    }

    @Override
    public List<Label> broadcasts() {
        return List.of();
    }
}
