package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;

import channel.every.tuner.TunerConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** As much of an application server as an adapter needs: it gives every work a thread and knows which still run. */
final class Container implements BootstrapContext, WorkManager, AutoCloseable {
    final TunerResourceAdapter adapter = new TunerResourceAdapter();
    private final Map<Work, Thread> threads = new ConcurrentHashMap<>();
    private boolean stopped;

    /** An adapter that gives up and tries again quickly. */
    Container() {
        adapter.setConnectSeconds(1);
        adapter.setAnswerSeconds(2);
        adapter.setStallSeconds(1);
        adapter.setFirstRetryMillis(20);
        adapter.setLastRetryMillis(100);
        adapter.setBusySeconds(0);
    }

    Container started() throws ResourceException {
        adapter.start(this);
        return this;
    }

    TunerConnectionFactory factory() throws ResourceException {
        return (TunerConnectionFactory) managedFactory().createConnectionFactory();
    }

    TunerManagedConnectionFactory managedFactory() throws ResourceException {
        TunerManagedConnectionFactory factory = new TunerManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        return factory;
    }

    /** Asks every work to end, as a server does that is in a hurry. */
    void release() {
        threads.keySet().forEach(Work::release);
    }

    /** Interrupts every thread it gave. */
    void interrupt() {
        threads.values().forEach(Thread::interrupt);
    }

    int running() {
        return threads.size();
    }

    void stop() {
        if (!stopped) {
            stopped = true;
            adapter.stop();
            eventually("every work of the stopped adapter has ended", threads::isEmpty);
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public void scheduleWork(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } finally {
                threads.remove(work);
            }
        });
        thread.setDaemon(true);
        threads.put(work, thread);
        thread.start();
    }

    @Override
    public void scheduleWork(
            Work work, long timeout, @Nullable ExecutionContext context, @Nullable WorkListener listener) {
        scheduleWork(work);
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long timeout, @Nullable ExecutionContext context, @Nullable WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(
            Work work, long timeout, @Nullable ExecutionContext context, @Nullable WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WorkManager getWorkManager() {
        return this;
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> kind) {
        return false;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        throw new UnsupportedOperationException();
    }
}
