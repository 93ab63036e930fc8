package channel.every.explain;

import channel.every.clock.ChunkCadence;
import channel.every.encode.BuiltInProfiles;
import channel.every.encode.EncodeOutcome;
import channel.every.encode.EncodedTrack;
import channel.every.encode.WindowEncoder;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.json.Json;
import channel.every.proof.CutWindow;
import channel.every.proof.ProofSide;
import channel.every.proof.ProofTrack;
import channel.every.proof.ProofWindow;
import channel.every.proof.WindowReader;
import channel.every.window.ChopperSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cuts windows out of recordings and encodes them anew for a bundle. */
final class WindowEvidence {
    private final EvidenceZip zip;
    private final EvidenceEncoder encoders;
    private final Consumer<String> progress;
    private final Map<Label, WindowEncoder> made = new HashMap<>();

    WindowEvidence(EvidenceZip zip, EvidenceEncoder encoders, Consumer<String> progress) {
        this.zip = zip;
        this.encoders = encoders;
        this.progress = progress;
    }

    /** @return what came of it, one line */
    String add(long index, List<ProofSide> sides) throws IOException, InterruptedException {
        progress.accept("window " + index + " is cut and encoded anew");
        List<String> found = new ArrayList<>();
        Set<Blake3Hash> sources = new HashSet<>();
        Set<List<ProofTrack>> outputs = new HashSet<>();
        int encoded = 0;
        for (ProofSide side : sides) {
            CutWindow cut = cut(index, side);
            if (cut == null) {
                found.add(side.publisher() + " has no such window in " + side.input() + " here");
                continue;
            }
            Blake3Hash source = cut.window().input().hash();
            sources.add(source);
            if (side.sourceHash() != null && !side.sourceHash().equals(source)) {
                found.add(side.publisher() + "'s input here is not the one of the report");
            }
            EncodeOutcome outcome = encoder(side.profileName()).encode(cut.window());
            ProofWindow window = ProofWindow.of(cut.window(), outcome, cut.inputOffset());
            outputs.add(window.tracks());
            encoded++;
            keep("windows/" + index + "/" + side.publisher() + "/", cut, outcome, window);
        }
        if (encoded > 1) {
            found.add((sources.size() == 1 ? "equal" : "different") + " inputs, "
                    + (outputs.size() == 1 ? "equal" : "different") + " outputs when encoded anew on this machine");
        }
        return "window " + index + ": " + String.join("; ", found);
    }

    private @Nullable CutWindow cut(long index, ProofSide side) throws IOException {
        Path input = Path.of(side.input());
        if (!Files.isRegularFile(input)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(input)) {
            ChopperSettings settings = ChopperSettings.recording(new ChunkCadence(side.chunkMs()))
                    .withAudio(BuiltInProfiles.named(side.profileName().value()).audioWishes());
            WindowReader windows = new WindowReader(in, side.input(), settings);
            for (CutWindow cut = windows.next(); cut != null; cut = windows.next()) {
                if (cut.window().index().value() == index) {
                    return cut;
                }
            }
        }
        return null;
    }

    private WindowEncoder encoder(Label profile) throws IOException, InterruptedException {
        WindowEncoder known = made.get(profile);
        if (known == null) {
            known = encoders.of(BuiltInProfiles.named(profile.value()));
            made.put(profile, known);
        }
        return known;
    }

    private void keep(String directory, CutWindow cut, EncodeOutcome outcome, ProofWindow window) {
        zip.add(directory + "source.ts", cut.window().input().transportStream());
        zip.add(directory + "hashes.json", Json.pretty(window));
        switch (outcome) {
            case EncodeOutcome.Failed failed -> zip.add(directory + "failure.txt", failed.reason() + "\n");
            case EncodeOutcome.Encoded encoded -> {
                for (EncodedTrack track : encoded.tracks()) {
                    String name = directory + track.rendition().name();
                    zip.add(name + "-init.mp4", track.init().bytes());
                    for (int slot = 0; slot < track.fragments().size(); slot++) {
                        zip.add(
                                name + "-" + slot + ".m4s",
                                track.fragments().get(slot).bytes());
                    }
                }
            }
        }
    }
}
