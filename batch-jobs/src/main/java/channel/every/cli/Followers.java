package channel.every.cli;

import channel.every.mesh.follow.AwaitedBroadcast;
import channel.every.mesh.follow.TrackFollower;
import channel.every.moq.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A thread for each track that is followed, until the first of them fails. */
final class Followers implements AutoCloseable {
    /** How soon an end that was reached is noticed. */
    private static final long LOOK_MS = 100;

    private final List<AwaitedBroadcast> broadcasts = new ArrayList<>();
    private final Map<Followed, TrackFollower> followers = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private record Followed(AwaitedBroadcast broadcast, String track) {}

    synchronized AwaitedBroadcast awaited(Origin origin, String name) {
        AwaitedBroadcast awaited = new AwaitedBroadcast(origin, name);
        broadcasts.add(awaited);
        return awaited;
    }

    /** Follows a track from now on, in place of whoever followed it before. */
    synchronized void follow(AwaitedBroadcast broadcast, String track, TrackFollower.Reader reader) {
        TrackFollower follower = new TrackFollower(broadcast, track, reader);
        TrackFollower before = followers.put(new Followed(broadcast, track), follower);
        if (before != null) {
            before.close();
        }
        threads.add(Thread.ofVirtual().name("follows " + track).start(() -> run(follower)));
    }

    private void run(TrackFollower follower) {
        try {
            follower.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure.completeExceptionally(e);
        }
    }

    /** Waits until it is enough. @throws IOException what one of them failed with */
    void await(BooleanSupplier enough) throws IOException, InterruptedException {
        while (!enough.getAsBoolean()) {
            try {
                failure.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nobody has failed.
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public void close() {
        List<Thread> all;
        synchronized (this) {
            followers.values().forEach(TrackFollower::close);
            broadcasts.forEach(AwaitedBroadcast::close);
            all = List.copyOf(threads);
        }
        for (Thread each : all) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
