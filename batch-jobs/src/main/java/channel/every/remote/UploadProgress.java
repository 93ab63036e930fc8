package channel.every.remote;

import channel.every.identity.Label;

/** Tells of a copy in steps of a tenth. */
public final class UploadProgress {
    private static final int STEPS = 10;

    private final Label target;
    private final long size;
    private final TargetProgress progress;
    private long told;

    public UploadProgress(Label target, long size, TargetProgress progress) {
        this.target = target;
        this.size = Math.max(1, size);
        this.progress = progress;
    }

    /** @param sent bytes so far */
    public void at(long sent) {
        long step = sent * STEPS / size;
        if (step > told) {
            told = step;
            progress.tell(target, "copied " + step * (100 / STEPS) + " % of " + size + " bytes");
        }
    }
}
