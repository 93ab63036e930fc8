package channel.every.remote.ssh;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.DefaultConfigFileHostEntryResolver;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A machine that this user is logged on to. */
final class SshMachine implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);

    /** A machine that vanishes without a word is noticed after a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final int UNANSWERED_HEARTBEATS = 3;

    private final SshClient client;
    private final ClientSession session;

    private SshMachine(SshClient client, ClientSession session) {
        this.client = client;
        this.session = session;
    }

    /** @throws IOException naming what was refused, and the remedy */
    static SshMachine open(SshAccess access, SshAddress address) throws IOException {
        HostKeyCheck check = new HostKeyCheck(access.knownHosts(), address);
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(check);
        Set<String> known = check.knownTypes();
        client.setSignatureFactories(client.getSignatureFactories().stream()
                .sorted(Comparator.comparing(
                        signature -> !known.contains(KeyUtils.getCanonicalKeyType(signature.getName()))))
                .toList());
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys(access.identities())));
        Path agent = access.agent();
        if (agent != null) {
            client.setAgentFactory(new AgentSockets(agent));
        }
        CoreModuleProperties.PREFERRED_AUTHS.set(client, "publickey");
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED_HEARTBEATS);
        client.start();
        boolean opened = false;
        try {
            SshMachine machine = new SshMachine(client, login(client, address, check));
            opened = true;
            return machine;
        } finally {
            if (!opened) {
                client.stop();
            }
        }
    }

    private static ClientSession login(SshClient client, SshAddress address, HostKeyCheck check) throws IOException {
        HostConfigEntry host = host(address);
        ClientSession session;
        try {
            session = client.connect(host, null, null).verify(CONNECT_TIMEOUT).getSession();
        } catch (IOException e) {
            throw new IOException(
                    "cannot connect to " + host.getHostName() + " port " + host.getPort() + ": " + said(e), e);
        }
        try {
            session.auth().verify(LOGIN_TIMEOUT);
            return session;
        } catch (IOException e) {
            session.close(true);
            String refusal = check.refusal();
            throw new IOException(
                    refusal != null
                            ? refusal
                            : "user " + host.getUsername() + " is not let in: " + said(e)
                                    + "; offer a key that is in the machine's authorized_keys (--identity FILE, ssh-agent"
                                    + " or ~/.ssh)",
                    e);
        }
    }

    /** With what {@code ~/.ssh/config} adds to the address. */
    private static HostConfigEntry host(SshAddress address) throws IOException {
        String user = address.user();
        int port = address.port() == null ? 0 : address.port();
        HostConfigEntry configured = DefaultConfigFileHostEntryResolver.INSTANCE.resolveEffectiveHost(
                address.host(), port, null, user, null, null);
        HostConfigEntry host = configured != null
                ? configured
                : new HostConfigEntry(address.host(), address.host(), port, user == null ? "" : user);
        if (host.getPort() <= 0) {
            host.setPort(port > 0 ? port : 22);
        }
        if (host.getUsername() == null || host.getUsername().isBlank()) {
            host.setUsername(user != null ? user : System.getProperty("user.name"));
        }
        return host;
    }

    private static List<KeyPair> keys(List<Path> files) throws IOException {
        List<KeyPair> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                SecurityUtils.loadKeyPairIdentities(
                                null, new PathResource(file), Files.newInputStream(file), FilePasswordProvider.EMPTY)
                        .forEach(keys::add);
            } catch (GeneralSecurityException | IOException e) {
                throw new IOException(
                        "cannot use the private key " + file + ": " + said(e)
                                + "; one with a passphrase goes into ssh-agent (ssh-add " + file + ")",
                        e);
            }
        }
        return keys;
    }

    private static String said(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause instanceof UnresolvedAddressException ? "no host of that name" : cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    SftpClient files() throws IOException {
        try {
            return SftpClientFactory.instance().createSftpClient(session).singleSessionInstance();
        } catch (IOException e) {
            throw new IOException("it has no SFTP: " + said(e) + "; enable \"Subsystem sftp\" in its sshd_config", e);
        }
    }

    ClientSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }
}
