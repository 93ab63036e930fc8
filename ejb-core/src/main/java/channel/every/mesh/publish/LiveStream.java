package channel.every.mesh.publish;

import channel.every.moq.CacheBudget;
import channel.every.moq.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One publisher's stream in an origin: every window is put there once, and any number of sessions take it from there. When the stream is
 * called otherwise, as after its clock has been found, its mesh broadcasts end and those of the new name begin. Safe for use by several
 * threads.
 */
public final class LiveStream implements AutoCloseable {
    private final PublishSettings settings;
    private final Origin origin;
    private final CacheBudget budget;
    private final @Nullable ClearStream clear;
    private @Nullable MeshStream mesh;
    private long windows;
    private long unpublishable;
    private boolean closed;

    /** @param clearName of the clear broadcasts, without their endings */
    public LiveStream(String clearName, PublishSettings settings, Origin origin, CacheBudget budget) {
        this.settings = settings;
        this.origin = origin;
        this.budget = budget;
        this.clear = settings.clear() ? new ClearStream(clearName, origin, budget) : null;
    }

    /** Windows must come in their order. */
    public synchronized void publish(PublishedWindow window) {
        if (closed) {
            return;
        }
        windows++;
        if (clear != null) {
            clear.publish(window);
        }
        if (settings.chunks() || settings.manifests()) {
            mesh(window).publish(window);
        }
    }

    private MeshStream mesh(PublishedWindow window) {
        if (mesh == null || !mesh.stream().equals(window.streamId())) {
            leaveMesh();
            mesh = new MeshStream(window.streamId(), settings, origin, budget);
        }
        return mesh;
    }

    private void leaveMesh() {
        if (mesh != null) {
            unpublishable += mesh.unpublishable();
            mesh.close();
            mesh = null;
        }
    }

    /** Windows that were given to the origin. */
    public synchronized long windows() {
        return windows;
    }

    /** Renditions of windows that are several fragments and so have no chunk. */
    public synchronized long unpublishable() {
        return unpublishable + (mesh == null ? 0 : mesh.unpublishable());
    }

    /** Ends all its broadcasts. */
    @Override
    public synchronized void close() {
        closed = true;
        if (clear != null) {
            clear.close();
        }
        leaveMesh();
    }
}
