package channel.every.tuner.ra;

import channel.every.tuner.FeedEvent;
import channel.every.tuner.TransportStreamListener;
import channel.every.tuner.hdhomerun.PacketCheck;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** An application that listens: it demands every packet in its order, and remembers what it was told. */
final class Endpoints implements MessageEndpointFactory {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<FeedEvent> events = new CopyOnWriteArrayList<>();
    final List<Throwable> broken = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    volatile @Nullable CountDownLatch stuck;
    volatile boolean ready = true;
    volatile boolean failNext;
    volatile boolean dies;
    private final Map<String, PacketCheck> checks = new ConcurrentHashMap<>();

    long packets(String feed) {
        return check(feed).packets();
    }

    private PacketCheck check(String feed) {
        return checks.computeIfAbsent(feed, f -> new PacketCheck());
    }

    boolean lostFor(String reason) {
        return events.stream()
                .anyMatch(e -> e instanceof FeedEvent.Lost lost && lost.reason().contains(reason));
    }

    long count(Class<? extends FeedEvent> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource xa) throws UnavailableException {
        if (!ready) {
            throw new UnavailableException("the application is starting");
        }
        open.incrementAndGet();
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource xa, long timeout) throws UnavailableException {
        return createEndpoint(xa);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return false;
    }

    @Override
    public String getActivationName() {
        return "test";
    }

    @Override
    public Class<?> getEndpointClass() {
        return Endpoint.class;
    }

    private final class Endpoint implements MessageEndpoint, TransportStreamListener {
        private final AtomicInteger inside = new AtomicInteger();

        @Override
        public void onTransportStream(String feed, byte[] bytes) {
            oneAtATime(() -> {
                awaitUnstuck();
                if (dies) {
                    throw new StackOverflowError("the application broke for good");
                }
                if (failNext) {
                    failNext = false;
                    throw new IllegalStateException("the application broke");
                }
                check(feed).feed(bytes, bytes.length);
            });
        }

        @Override
        public void onFeedEvent(String feed, FeedEvent event) {
            oneAtATime(() -> {
                check(feed).newStream();
                told.add(feed + " " + event.getClass().getSimpleName());
                events.add(event);
            });
        }

        private void oneAtATime(Runnable delivery) {
            try {
                if (inside.incrementAndGet() != 1) {
                    throw new AssertionError("two deliveries at a time");
                }
                delivery.run();
            } catch (AssertionError e) {
                broken.add(e);
            } finally {
                inside.decrementAndGet();
            }
        }

        private void awaitUnstuck() {
            CountDownLatch latch = stuck;
            if (latch != null) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void beforeDelivery(Method method) {}

        @Override
        public void afterDelivery() {}

        @Override
        public void release() {
            open.decrementAndGet();
        }
    }
}
