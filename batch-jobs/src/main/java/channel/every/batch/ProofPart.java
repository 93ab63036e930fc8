package channel.every.batch;

import channel.every.clock.ChunkIndex;
import channel.every.identity.Label;
import channel.every.proof.PublisherInput;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A partition's share of a proof: every so-manieth window of one publisher.
 *
 * @param number 0 to {@code of} - 1
 * @param of parts of this publisher
 */
record ProofPart(Label publisher, int number, int of) {
    private static final String PUBLISHER = "publisher";
    private static final String PART = "part";
    private static final String PARTS = "parts";

    ProofPart {
        if (number < 0 || number >= of) {
            throw new IllegalArgumentException("part " + number + " of " + of);
        }
    }

    /** As a partition is told by its plan. */
    static ProofPart of(@Nullable String publisher, @Nullable String number, @Nullable String of) {
        if (publisher == null || number == null || of == null) {
            throw new IllegalStateException("the job's document passes no publisher, part and parts to its artifacts");
        }
        return new ProofPart(new Label(publisher), Integer.parseInt(number), Integer.parseInt(of));
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(PUBLISHER, publisher.value());
        properties.setProperty(PART, Integer.toString(number));
        properties.setProperty(PARTS, Integer.toString(of));
        return properties;
    }

    boolean has(ChunkIndex index) {
        return Math.floorMod(index.value(), (long) of) == number;
    }

    PublisherInput input(ProofJob job) {
        return job.inputs().stream()
                .filter(input -> input.publisher().equals(publisher))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the job has no publisher " + publisher));
    }

    /** Where its windows are, in a file that grows. */
    Path ledger(ProofJob job) {
        return job.output().resolve(publisher + "-" + number + ".jsonl");
    }

    /** Where the windows are that lay in the recording and could not be cut; it is there once the part is done. */
    Path dropped(ProofJob job) {
        return job.output().resolve(publisher + "-" + number + ".dropped.json");
    }

    @Override
    public String toString() {
        return publisher + "-" + number;
    }
}
