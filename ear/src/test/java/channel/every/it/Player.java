package channel.every.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Players that people have. */
final class Player {
    private Player() {}

    /** Lets ffmpeg decode so many pictures. @return what it said */
    static String ffmpeg(String url, int pictures) throws IOException, InterruptedException {
        return run(
                "ffmpeg",
                List.of(
                        "ffmpeg",
                        "-hide_banner",
                        "-nostdin",
                        "-i",
                        url,
                        "-frames:v",
                        "" + pictures,
                        "-f",
                        "null",
                        "-"));
    }

    /**
     * VLC plays until what it played has so many bytes, then it is killed. It refuses to run as root, so then it runs as nobody.
     *
     * @return what ffprobe says of what it played
     */
    static String vlc(String url, Path directory, long bytes) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path played = directory.resolve("played.ts");
        Path said = directory.resolve("said.txt");
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", "nobody", "--", "env", "HOME=" + directory));
        }
        command.addAll(List.of("cvlc", "--no-interact", "--sout=#std{access=file,mux=ts,dst=" + played + "}", url));
        Process process = start(
                "vlc-bin vlc-plugin-base",
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()));
        try {
            Wait.until(
                    "VLC to play",
                    () -> Files.exists(played) ? Files.size(played) : 0,
                    size -> size >= bytes || !process.isAlive());
        } finally {
            List<ProcessHandle> all = process.descendants().toList();
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(said) + run("ffmpeg", List.of("ffprobe", "-hide_banner", played.toString()));
    }

    private static String run(String debianPackage, List<String> command) throws IOException, InterruptedException {
        Process process = start(debianPackage, new ProcessBuilder(command).redirectErrorStream(true));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }

    private static Process start(String debianPackage, ProcessBuilder program) {
        try {
            return program.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    program.command().getFirst() + " is missing; install it with: apt-get install " + debianPackage,
                    missing);
        }
    }
}
