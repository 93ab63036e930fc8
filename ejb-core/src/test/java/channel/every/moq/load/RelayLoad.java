package channel.every.moq.load;

import channel.every.moq.Broadcast;
import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.Frame;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackInfo;
import channel.every.moq.quic.QuicClient;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.Trust;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Sessions;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.DeafListener;
import channel.every.moq.transport.SendStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What relaying costs: one track of 1 Mbit/s, or what {@code -Dload.kbits} says, to so many subscribers over bare QUIC on loopback, and one more that reads nothing. The
 * server's process is measured for itself, once as the relay and once as {@link StreamCopy}. Arguments: subscribers, and seconds.
 */
final class RelayLoad {
    private static final int FRAMES_A_SECOND = 30;
    private static final int FRAME_BYTES = Integer.getInteger("load.kbits", 1000) * 1000 / 8 / FRAMES_A_SECOND;
    private static final int WARM_UP_SECONDS = 8;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private RelayLoad() {}

    public static void main(String[] arguments) throws Exception {
        int subscribers = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        RelayLoad load = new RelayLoad();
        double copied = load.run(StreamCopy.class, StreamCopy.IN, StreamCopy.OUT, subscribers, seconds);
        double relayed = load.run(LoadRelay.class, "moq-lite-05", "moq-lite-05", subscribers, seconds);
        System.out.printf("relay: %.2f of plain copying per CPU-second%n", copied / relayed);
        System.exit(0);
    }

    /** Prints what it finds. @return CPU-seconds of the server's process a gigabit that arrived */
    private double run(Class<?> server, String in, String out, int subscribers, int seconds) throws Exception {
        try (Child serving = new Child(server);
                QuicClient client = new QuicClient(new Trust.InsecureForDevelopment(), QuicLimits.USUAL)) {
            Connection connection = client.connect(URI.create("moqt://127.0.0.1:" + serving.first + "/"), List.of(in))
                    .get();
            AutoCloseable publishing = in.equals(StreamCopy.IN) ? copyIn(connection) : publish(connection);
            try (Child reading = new Child(LoadSubscribers.class, serving.first, out, Integer.toString(subscribers))) {
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                String[] readBefore = reading.ask().split("; ", -1)[1].split(" ", -1);
                long cpuBefore = Long.parseLong(serving.ask().split(" ", -1)[0]);
                TimeUnit.SECONDS.sleep(seconds);
                String served = serving.ask();
                String[] read = reading.ask().split("; ", -1)[1].split(" ", -1);
                double cpu = (Long.parseLong(served.split(" ", -1)[0]) - cpuBefore) / 1e9;
                double gigabits = (Long.parseLong(read[0]) - Long.parseLong(readBefore[0])) * 8 / 1e9;
                System.out.printf(
                        "%s: %d subscribers, %.3f Gbit/s arrived of %.3f; %.2f CPU-s a Gbit (%.2f CPUs); the least got %.2f Mbit/s,"
                                + " the median %.2f; %s gone; %s%n",
                        server.getSimpleName(),
                        subscribers,
                        gigabits / seconds,
                        subscribers * FRAME_BYTES * FRAMES_A_SECOND * 8 / 1e9,
                        cpu / gigabits,
                        cpu / seconds,
                        (Long.parseLong(read[1]) - Long.parseLong(readBefore[1])) * 8 / 1e6 / seconds,
                        (Long.parseLong(read[2]) - Long.parseLong(readBefore[2])) * 8 / 1e6 / seconds,
                        read[3],
                        served.substring(served.indexOf(' ') + 1));
                return cpu / gigabits;
            } finally {
                publishing.close();
            }
        }
    }

    private AutoCloseable publish(Connection connection) {
        CacheBudget budget = new CacheBudget(16 << 20, Duration.ofSeconds(10), InstantSource.system());
        Track track = new Track("video", new TrackInfo(1, false, 0, 90_000), budget);
        Origin origin = new Origin(1);
        origin.announce(new Broadcast("load", List.of(), name -> name.equals("video") ? track : null));
        Session session = Sessions.over(
                connection,
                new SessionParts(InstantSource.system(), Delays.of(timer), SessionLimits.DEFAULT, new SessionCounts()),
                Admitting.always(SessionRoles.publishing(origin)),
                new Session.Listener() {
                    @Override
                    public void established() {}

                    @Override
                    public void goaway(String uri) {}

                    @Override
                    public void closed(long code, String reason) {
                        System.err.println("publisher closed: " + code + " " + reason);
                    }
                });
        connection.executor().execute(session::start);
        long[] frames = {0};
        Group[] open = {track.begin(0)};
        return atFrames(() -> {
            if (frames[0] > 0 && frames[0] % FRAMES_A_SECOND == 0) {
                open[0].finish();
                open[0] = track.begin(frames[0]);
            }
            open[0].append(new Frame(frames[0] * 3000, new byte[FRAME_BYTES]));
            frames[0]++;
        });
    }

    private AutoCloseable copyIn(Connection connection) {
        connection.executor().execute(() -> connection.start(new DeafListener()));
        long[] frames = {0};
        @Nullable SendStream[] open = {null};
        return atFrames(() -> connection.executor().execute(() -> {
            if (frames[0] % FRAMES_A_SECOND == 0) {
                if (open[0] != null) {
                    open[0].finish();
                }
                open[0] = connection.openUnidirectional();
            }
            if (open[0] != null) {
                open[0].write(new byte[FRAME_BYTES], 0, FRAME_BYTES);
            }
            frames[0]++;
        }));
    }

    private AutoCloseable atFrames(Runnable frame) {
        var ticking = timer.scheduleAtFixedRate(
                frame, 0, TimeUnit.SECONDS.toNanos(1) / FRAMES_A_SECOND, TimeUnit.NANOSECONDS);
        return () -> ticking.cancel(false);
    }

    /** A Java of its own, which answers each line with one. */
    private static final class Child implements AutoCloseable {
        final String first;
        private final Process process;
        private final BufferedReader out;
        private final PrintStream in;

        Child(Class<?> main, String... arguments) throws IOException {
            List<String> command = new java.util.ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            first = String.valueOf(out.readLine());
        }

        String ask() throws IOException {
            in.println();
            return String.valueOf(out.readLine());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
