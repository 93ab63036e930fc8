package channel.every.proof;

import channel.every.clock.ChunkIndex;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.window.WindowQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reports written by hand: what a word says has the word's hash. */
final class Reports {
    private Reports() {}

    static Blake3Hash hash(String word) {
        return Blake3.hash(word.getBytes(StandardCharsets.UTF_8));
    }

    /** A report whose windows are all as every sound publisher has them. */
    static ProofReport report(String publisher, long... indexes) {
        return report(
                publisher,
                1001,
                "profile",
                LongStream.of(indexes).mapToObj(Reports::sound).toList());
    }

    static ProofReport report(String publisher, int chunkMs, String profile, List<ProofWindow> windows) {
        return new ProofReport(
                1,
                new Label(publisher),
                publisher + ".ts",
                chunkMs,
                new Label("test"),
                hash(profile),
                windows,
                List.of());
    }

    static ProofReport with(ProofReport report, ProofWindow other) {
        List<ProofWindow> windows = new ArrayList<>(report.windows());
        windows.replaceAll(window -> window.chunkIndex().equals(other.chunkIndex()) ? other : window);
        return new ProofReport(
                1,
                report.publisher(),
                report.input(),
                report.chunkMs(),
                report.profileName(),
                report.profile(),
                windows,
                List.of());
    }

    static ProofWindow sound(long index) {
        return window(index, "source", "init", "media", null);
    }

    static ProofWindow window(long index, String source, String init, String media, @Nullable String failure) {
        ProofFragment fragment = new ProofFragment(hash(media + index), media.length(), index * 90_090, 90_000, 90_090);
        return new ProofWindow(
                new ChunkIndex(index),
                index * 1001,
                true,
                true,
                index * 188,
                hash(source + index),
                WindowQuality.WHOLE,
                10,
                failure == null
                        ? List.of(new ProofTrack(Rendition.of("720p"), hash(init), List.of(fragment)))
                        : List.of(),
                failure);
    }

    static ProofWindow damaged(ProofWindow window, WindowQuality quality) {
        return new ProofWindow(
                window.chunkIndex(),
                window.startUnixMs(),
                window.synced(),
                window.proofEligible(),
                window.inputOffset(),
                window.sourceHash(),
                quality,
                window.encoderCpuMs(),
                window.tracks(),
                window.failure());
    }

    static ProofWindow renumbered(ProofWindow window, long index) {
        return new ProofWindow(
                new ChunkIndex(index),
                index * 1001,
                window.synced(),
                window.proofEligible(),
                window.inputOffset(),
                window.sourceHash(),
                window.quality(),
                window.encoderCpuMs(),
                window.tracks(),
                window.failure());
    }

    static ProofReport dropping(ProofReport report, long index, String reason) {
        return new ProofReport(
                1,
                report.publisher(),
                report.input(),
                report.chunkMs(),
                report.profileName(),
                report.profile(),
                report.windows(),
                List.of(new DroppedWindow(new ChunkIndex(index), reason)));
    }
}
