package channel.every.psi;

import channel.every.ts.Pid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins sections into tables. A table comes out once all sections of a version are there, and again when its content changes;
 * repetitions are passed over, until another PAT comes. A time table comes out each time. At most {@link #MOST_TABLES} tables are remembered and
 * {@link #MOST_PENDING_BYTES} of unfinished ones; what was seen longest ago goes first.
 */
public final class TableAssembler {
    /** More than a multiplex has programs, services, channels and event tables of the next hours together. */
    public static final int MOST_TABLES = 2048;

    /** Room for a few tables of the full 256 sections. */
    public static final int MOST_PENDING_BYTES = 4 << 20;

    private record Key(Pid pid, int tableId, int extension) {}

    /** A table as far as its sections have come: the CRC of each, and the values until all are there. */
    private static final class Progress {
        final int extension;
        final int version;
        final BitSet there = new BitSet();
        final int[] crcs;
        final List<PsiTable> parts = new ArrayList<>();
        int pendingBytes;

        Progress(SectionHeader header) {
            extension = header.extension();
            version = header.version();
            crcs = new int[header.lastNumber() + 1];
        }

        /** Not so for another version, and for other content under the same one. */
        boolean agrees(SectionHeader header, int crc) {
            return extension == header.extension()
                    && version == header.version()
                    && crcs.length == header.lastNumber() + 1
                    && (!there.get(header.number()) || crcs[header.number()] == crc);
        }

        boolean complete() {
            return there.cardinality() == crcs.length;
        }
    }

    private final Consumer<PsiTable> tables;
    private final LinkedHashMap<Key, Progress> progress = new LinkedHashMap<>(64, 0.75f, true);
    private int pendingBytes;

    public TableAssembler(Consumer<PsiTable> tables) {
        this.tables = tables;
    }

    /**
     * Takes a section that came in on {@code pid}.
     *
     * @throws MalformedSectionException naming field, value and byte offset; what was there before stays valid
     */
    public void section(Pid pid, byte[] section) throws MalformedSectionException {
        if (section.length == 0 || !PsiTable.isNumbered(pid, section[0] & 0xFF)) {
            PsiTable.parse(pid, section).ifPresent(tables);
            return;
        }
        SectionHeader header = SectionHeader.read(section);
        if (!header.current()) {
            return;
        }
        // a stream has one PAT: one with another transport_stream_id takes its place
        int extension = header.tableId() == ProgramAssociation.TABLE_ID ? 0 : header.extension();
        Key key = new Key(pid, header.tableId(), extension);
        int crc = SectionHeader.crc(section);
        Progress table = progress.get(key);
        if (table != null && table.agrees(header, crc) && table.there.get(header.number())) {
            return;
        }
        Optional<PsiTable> part = PsiTable.parse(pid, section);
        if (part.isEmpty()) {
            return;
        }
        if (table == null || !table.agrees(header, crc)) {
            drop(table);
            table = new Progress(header);
            progress.put(key, table);
        }
        add(table, header, crc, part.get(), section.length);
        evict();
    }

    /** Forgets everything: the next sections make new tables. */
    public void reset() {
        progress.clear();
        pendingBytes = 0;
    }

    private void add(Progress table, SectionHeader header, int crc, PsiTable part, int length) {
        table.crcs[header.number()] = crc;
        table.there.set(header.number());
        table.parts.add(part);
        table.pendingBytes += length;
        pendingBytes += length;
        if (table.complete()) {
            PsiTable whole = table.parts.stream().reduce(TableAssembler::join).orElseThrow();
            drop(table);
            if (whole instanceof ProgramAssociation) {
                forgetAllBut(table);
            }
            tables.accept(whole);
        }
    }

    /** Another PAT may stand for another multiplex: tables that were told before count anew when they come again. */
    private void forgetAllBut(Progress association) {
        progress.values().removeIf(table -> {
            if (table == association) {
                return false;
            }
            drop(table);
            return true;
        });
    }

    private void drop(@Nullable Progress table) {
        if (table != null) {
            pendingBytes -= table.pendingBytes;
            table.pendingBytes = 0;
            table.parts.clear();
        }
    }

    private void evict() {
        while (progress.size() > MOST_TABLES || pendingBytes > MOST_PENDING_BYTES) {
            drop(progress.pollFirstEntry().getValue());
        }
    }

    /** Both are of one table, the parts in the order of their arrival. */
    private static PsiTable join(PsiTable whole, PsiTable part) {
        return switch (part) {
            case ProgramAssociation more -> ((ProgramAssociation) whole).with(more);
            case VirtualChannelTable more -> ((VirtualChannelTable) whole).with(more);
            case ServiceDescription more -> ((ServiceDescription) whole).with(more);
            case NetworkInformation more -> ((NetworkInformation) whole).with(more);
            case DvbEvents more -> ((DvbEvents) whole).with(more);
            case AtscEvents more -> ((AtscEvents) whole).with(more);
            // these are sent in one section each
            case ProgramMap map -> map;
            case MasterGuide guide -> guide;
            case ExtendedText text -> text;
            case TimeTable time -> time;
        };
    }
}
