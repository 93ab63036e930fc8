package channel.every.encode;

import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The profiles a node knows by name. CPU figures are in docs/OPERATIONS.md. */
public final class BuiltInProfiles {
    private static final AudioVariant STEREO =
            new AudioVariant(Rendition.of("audio"), 128_000, ChannelLayout.STEREO, null);

    /** 720p and stereo: what a broadcast HD service is proven with. */
    public static final EncodeProfile DEFAULT = profile("default", rung(1280, 720, X264Preset.VERYFAST));

    /** Cheap enough for two publishers, a server and a station on two cores. */
    public static final EncodeProfile DEMO = profile("demo", rung(640, 360, X264Preset.ULTRAFAST));

    /** As {@link #DEMO} at the source's full size. */
    public static final EncodeProfile DEMO_720P = profile("demo-720p", rung(1280, 720, X264Preset.ULTRAFAST));

    /** Three rungs from one decode. */
    public static final EncodeProfile LADDER = profile(
            "ladder",
            rung(1280, 720, X264Preset.VERYFAST),
            rung(960, 540, X264Preset.VERYFAST),
            rung(640, 360, X264Preset.VERYFAST));

    private static final Map<String, EncodeProfile> BY_NAME = Stream.of(DEFAULT, DEMO, DEMO_720P, LADDER)
            .collect(
                    Collectors.toMap(profile -> profile.name().value(), profile -> profile, (a, b) -> a, TreeMap::new));

    private BuiltInProfiles() {}

    /** In order of the alphabet. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The profile of this name, or the one in a file whose name ends in {@code .json}.
     *
     * @throws IllegalArgumentException if there is none of this name (the message lists those there are), or the file holds none
     */
    public static EncodeProfile named(String name) {
        if (name.endsWith(ProfileFile.SUFFIX)) {
            return ProfileFile.read(Path.of(name));
        }
        EncodeProfile profile = BY_NAME.get(name);
        if (profile == null) {
            throw new IllegalArgumentException("no profile \"" + name + "\"; there are "
                    + String.join(", ", BY_NAME.keySet()) + ", or a file's name that ends in " + ProfileFile.SUFFIX);
        }
        return profile;
    }

    private static EncodeProfile profile(String name, Rung... rungs) {
        return new EncodeProfile(new Label(name), 1, PictureRate.FRAME, List.of(rungs), List.of(STEREO));
    }

    /** crf 23 is x264's own default. */
    private static Rung rung(int width, int height, X264Preset preset) {
        return new Rung(Rendition.of(height + "p"), width, height, preset, 23);
    }
}
