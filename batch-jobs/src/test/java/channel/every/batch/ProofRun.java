package channel.every.batch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** An execution of a partition of the chunk step with an item a chunk, as a batch runtime does it. */
final class ProofRun {
    record Saved(@Nullable Serializable reader, @Nullable Serializable writer) {}

    private final ProofWindowsReader reader;
    private final ProofWindowsProcessor processor;
    private final ProofWindowsWriter writer;

    ProofRun(KeptContexts contexts, @Nullable Saved checkpoint, Properties part) throws Exception {
        reader = new ProofWindowsReader(contexts, contexts.places());
        processor = new ProofWindowsProcessor(contexts, contexts.places());
        writer = new ProofWindowsWriter(contexts, contexts.places(), contexts.book);
        reader.publisher = part.getProperty("publisher");
        reader.part = part.getProperty("part");
        reader.parts = part.getProperty("parts");
        writer.publisher = reader.publisher;
        writer.part = reader.part;
        writer.parts = reader.parts;
        reader.open(checkpoint == null ? null : checkpoint.reader);
        writer.open(checkpoint == null ? null : checkpoint.writer);
    }

    void toEnd() throws Exception {
        chunks(Integer.MAX_VALUE);
    }

    void chunks(int most) throws Exception {
        for (int chunk = 0; chunk < most; chunk++) {
            List<Object> items = new ArrayList<>();
            for (Object item = reader.readItem(); item != null; item = items.isEmpty() ? reader.readItem() : null) {
                items.add(processor.processItem(item));
            }
            if (items.isEmpty()) {
                reader.close();
                writer.close();
                return;
            }
            writer.writeItems(items);
        }
    }

    Saved saved() throws Exception {
        return new Saved(reader.checkpointInfo(), writer.checkpointInfo());
    }
}
