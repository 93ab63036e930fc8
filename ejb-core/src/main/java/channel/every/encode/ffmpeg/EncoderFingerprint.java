package channel.every.encode.ffmpeg;

import channel.every.hash.Blake3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which build encodes: bytes are promised equal only on the same ffmpeg, x264 and libc binaries.
 *
 * @param version ffmpeg's version, for people
 * @param text version, configuration, and name and hash of every file whose code touches a sample
 */
public record EncoderFingerprint(String version, String text) {
    /** {@code ldd}'s lines: {@code libx264.so.164 => /lib/x86_64-linux-gnu/libx264.so.164 (0x...)}. */
    private static final Pattern LINKED = Pattern.compile("\\s*(\\S+) => (/\\S+) \\(0x[0-9a-f]+\\)");

    /** The rest of some 200 libraries (devices, protocols, other codecs) never sees a window. */
    private static final Pattern TOUCHING =
            Pattern.compile("(libav|libsw|libpostproc|libx264|libc\\.|libm\\.|libmvec).*");

    /** The release from which on deinterlacers share captions out between the pictures of two fields. */
    private static final int CAPTIONS_SHARED_MAJOR = 6;

    private static final int CAPTIONS_SHARED_MINOR = 1;
    private static final Pattern RELEASE = Pattern.compile("n?(\\d+)\\.(\\d+).*");

    private static final Pattern VERSION_LINE = Pattern.compile("ffmpeg version (\\S+).*");

    /** Asks the executable and its dynamic linker. */
    public static EncoderFingerprint of(FfmpegBinary binary) throws IOException, InterruptedException {
        List<String> said = ToolOutput.of(binary.path().toString(), "-version");
        Matcher version = VERSION_LINE.matcher(said.isEmpty() ? "" : said.getFirst());
        if (!version.matches()) {
            throw new IOException(binary.path() + " does not say which ffmpeg it is");
        }
        List<String> lines = new ArrayList<>();
        lines.add("ffmpeg " + version.group(1));
        said.stream().filter(line -> line.startsWith("configuration:")).forEach(lines::add);
        lines.add(hashed("ffmpeg", binary.path()));
        for (String line : linked(binary.path())) {
            Matcher library = LINKED.matcher(line);
            if (library.matches() && TOUCHING.matcher(library.group(1)).matches()) {
                lines.add(hashed(library.group(1), Path.of(library.group(2))));
            }
        }
        return new EncoderFingerprint(version.group(1), String.join("\n", lines));
    }

    /** Whether its deinterlacers give the pictures of both fields a copy of their frame's captions; builds of no release are new ones. */
    boolean copiesCaptions() {
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            return false;
        }
        int major = Integer.parseInt(release.group(1));
        return major < CAPTIONS_SHARED_MAJOR
                || major == CAPTIONS_SHARED_MAJOR && Integer.parseInt(release.group(2)) < CAPTIONS_SHARED_MINOR;
    }

    /** A statically linked ffmpeg has no libraries, and then ldd fails: the executable's own hash says it all. */
    private static List<String> linked(Path executable) throws InterruptedException {
        try {
            return ToolOutput.of("ldd", executable.toString()).stream().sorted().toList();
        } catch (IOException e) {
            System.getLogger(EncoderFingerprint.class.getName())
                    .log(System.Logger.Level.INFO, "no linked libraries known: {0}", e.getMessage());
            return List.of();
        }
    }

    private static String hashed(String name, Path file) throws IOException {
        return name + " " + Blake3.hash(Files.readAllBytes(file));
    }
}
