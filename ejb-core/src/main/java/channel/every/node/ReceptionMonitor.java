package channel.every.node;

import channel.every.psi.StreamAnalysis;
import channel.every.psi.StreamHealth;
import channel.every.psi.StreamReport;
import channel.every.ts.PacketReader;

/** Watches a received stream by TR 101 290, all of its PIDs. Safe for any thread. */
final class ReceptionMonitor {
    private final StreamAnalysis analysis = new StreamAnalysis();
    private final PacketReader reader = new PacketReader(analysis);
    private StreamHealth told = StreamHealth.SOUND;

    synchronized void received(byte[] bytes) {
        reader.feed(bytes, 0, bytes.length);
    }

    /** Errors that were noticed since this was asked last. */
    synchronized StreamHealth sinceLast() {
        StreamHealth now = analysis.health();
        StreamHealth news = now.since(told);
        told = now;
        return news;
    }

    synchronized StreamReport report() {
        return analysis.report();
    }
}
