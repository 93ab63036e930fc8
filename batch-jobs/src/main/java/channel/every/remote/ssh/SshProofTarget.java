package channel.every.remote.ssh;

import channel.every.identity.Label;
import channel.every.remote.ProofTarget;
import channel.every.remote.ProofTask;
import channel.every.remote.TargetProgress;
import channel.every.remote.TargetTiming;
import channel.every.remote.UploadProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpException;

/** Copies the input to a machine, runs {@code ec-node publisher-proof-windows} there and fetches its report. */
public final class SshProofTarget implements ProofTarget {
    private static final int COPY_BYTES = 256 * 1024;

    /** rwx for the user alone: a broadcast is not everybody's to read. */
    private static final int PRIVATE = 0700;

    private static final long MAX_REPORT_BYTES = 64L << 20;

    private final Label name;
    private final SshAddress address;
    private final SshAccess access;
    private final RemoteRoot root;
    private final String command;
    private final InstantSource clock;

    /**
     * @param root below which the machine's files lie
     * @param command words for the machine's shell that start ec-node there
     */
    public SshProofTarget(
            Label name, SshAddress address, SshAccess access, RemoteRoot root, String command, InstantSource clock) {
        this.name = name;
        this.address = address;
        this.access = access;
        this.root = root;
        this.command = command;
        this.clock = clock;
    }

    @Override
    public Label name() {
        return name;
    }

    @Override
    public String place() {
        return address.toString();
    }

    @Override
    public TargetTiming prove(ProofTask task, TargetProgress progress) throws IOException, InterruptedException {
        String directory = root.of(name);
        try (SshMachine machine = SshMachine.open(access, address);
                SftpClient files = machine.files()) {
            Instant start = clock.instant();
            create(files, directory);
            long bytes = upload(files, task, directory + "/input.ts", start, progress);
            Instant copied = clock.instant();
            progress.tell(name, "proving in " + directory);
            new RemoteCommand(machine.session(), line -> progress.tell(name, line))
                    .run(command(task, directory), task.proofTimeout());
            fetch(files, directory + "/report.json", task.report(name));
            Instant proven = clock.instant();
            if (task.cleanup()) {
                files.remove(directory + "/input.ts");
                files.remove(directory + "/report.json");
                files.rmdir(directory);
            }
            return new TargetTiming(
                    directory,
                    bytes,
                    copied.toEpochMilli() - start.toEpochMilli(),
                    proven.toEpochMilli() - copied.toEpochMilli());
        }
    }

    private static void create(SftpClient files, String directory) throws IOException {
        try {
            files.mkdir(directory);
            files.setStat(directory, new SftpClient.Attributes().perms(PRIVATE));
        } catch (SftpException e) {
            throw new IOException(
                    "cannot create " + directory + " there: " + e.getMessage()
                            + "; it must not exist before, see --remote-root",
                    e);
        }
    }

    private long upload(SftpClient files, ProofTask task, String to, Instant start, TargetProgress progress)
            throws IOException {
        long size = task.inputBytes();
        requireSpace(files, to.substring(0, to.lastIndexOf('/')), size);
        UploadProgress told = new UploadProgress(name, size, progress);
        Instant deadline = start.plus(task.uploadTimeout());
        long sent = 0;
        try (InputStream in = Files.newInputStream(task.input());
                OutputStream out = files.write(to)) {
            byte[] buffer = new byte[COPY_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                sent += read;
                told.at(sent);
                if (clock.instant().isAfter(deadline)) {
                    throw new IOException("the copy did not end within "
                            + task.uploadTimeout().toSeconds() + " s: " + sent + " of " + size
                            + " bytes; see --upload-timeout");
                }
            }
        } catch (SftpException e) {
            throw new IOException(
                    "the copy broke after " + sent + " of " + size + " bytes: " + e.getMessage() + free(files, to), e);
        }
        return sent;
    }

    private void requireSpace(SftpClient files, String directory, long size) throws IOException {
        OpenSSHStatPathExtension statistics = files.getExtension(OpenSSHStatPathExtension.class);
        if (statistics != null && statistics.isSupported()) {
            OpenSSHStatExtensionInfo disk = statistics.stat(directory);
            long available = disk.f_bavail * disk.f_frsize;
            if (available < size) {
                files.rmdir(directory);
                throw new IOException("its disk is too full: " + size + " bytes do not fit into the " + available
                        + " that " + directory + " has free; make room there");
            }
        }
    }

    private static String free(SftpClient files, String path) throws IOException {
        OpenSSHStatPathExtension statistics = files.getExtension(OpenSSHStatPathExtension.class);
        if (statistics == null || !statistics.isSupported()) {
            return "";
        }
        OpenSSHStatExtensionInfo disk = statistics.stat(path.substring(0, path.lastIndexOf('/')));
        return "; " + disk.f_bavail * disk.f_frsize + " bytes are free there";
    }

    private String command(ProofTask task, String directory) {
        List<String> words = new ArrayList<>(List.of(
                command,
                "publisher-proof-windows",
                "--input",
                directory + "/input.ts",
                "--publisher",
                name.value(),
                "--output",
                directory + "/report.json",
                "--chunk-ms",
                Integer.toString(task.chunkMs()),
                "--preroll-packets",
                Integer.toString(task.prerollPackets()),
                "--profile",
                task.profile().value(),
                "--encode-timeout",
                Long.toString(task.encodeTimeout().toSeconds())));
        if (task.program() != null) {
            words.addAll(List.of("--program", task.program().toString()));
        }
        return String.join(" ", words);
    }

    private static void fetch(SftpClient files, String from, Path to) throws IOException {
        long size = files.stat(from).getSize();
        if (size > MAX_REPORT_BYTES) {
            throw new IOException("its report has " + size + " bytes, more than " + MAX_REPORT_BYTES);
        }
        try (InputStream in = files.read(from);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
    }
}
