package channel.every;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floors of docs/ARCHITECTURE.md: an import goes to a strictly lower floor. The list there and here are the same list. */
final class FloorPlanTest {
    private static final String ROOT = "channel.every.";

    /** Rooms from the top floor down. A room's sub-packages stand on its floor and may use it; it never uses them. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("cli"),
            Set.of("batch", "web", "explain"),
            Set.of("node", "remote"),
            Set.of("proof", "station"),
            Set.of("encode"),
            Set.of("window"),
            Set.of("clock", "device"),
            Set.of("psi", "convergence", "mesh"),
            Set.of("ts", "cmaf", "archive", "directory"),
            Set.of("time", "identity", "json", "metrics", "moq", "schema", "tuner"),
            Set.of("hash"));

    private static final Set<String> MAKING = Set.of("ts", "psi", "clock", "window", "encode", "device", "station");
    private static final Set<String> KEEPING = Set.of("archive", "convergence", "directory", "mesh");
    private static final Set<String> JAKARTA = Set.of("node", "batch", "web", "tuner.ra");
    private static final Set<String> CLOCK_READERS = Set.of("node", "cli");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(Stream.of("jca-tuner-adapter", "ejb-core", "batch-jobs", "web-api")
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .filter(Files::isDirectory)
                    .toList());

    @Test
    void every_module_was_read() {
        assertThat(HOUSE.stream().map(type -> room(type.getPackageName())).collect(Collectors.toSet()))
                .contains("cli", "batch", "web", "node", "proof", "window", "archive", "tuner");
    }

    @Test
    void every_room_has_a_floor() {
        assertThat(HOUSE.stream()
                        .map(type -> room(type.getPackageName()))
                        .filter(room -> FLOORS.stream().noneMatch(floor -> floor.contains(room))))
                .isEmpty();
    }

    @Test
    void arrows_run_down_and_rooms_of_one_floor_do_not_meet() {
        assertThat(arrows().filter(arrow -> !room(arrow.from()).equals(room(arrow.to())))
                        .filter(arrow -> floor(room(arrow.to())) <= floor(room(arrow.from()))))
                .isEmpty();
    }

    @Test
    void a_package_never_uses_its_own_sub_package() {
        assertThat(arrows().filter(arrow -> arrow.to().startsWith(arrow.from() + ".")))
                .isEmpty();
    }

    @Test
    void making_and_keeping_meet_in_proof_and_above_only() {
        assertThat(arrows().filter(arrow -> MAKING.contains(room(arrow.from())) && KEEPING.contains(room(arrow.to()))
                        || KEEPING.contains(room(arrow.from())) && MAKING.contains(room(arrow.to()))))
                .isEmpty();
    }

    @Test
    void jakarta_stays_in_the_rooms_that_the_server_enters() {
        assertThat(outside(JAKARTA)
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("jakarta.")))
                .isEmpty();
    }

    @Test
    void time_comes_in_from_outside() {
        Map<String, Set<String>> clocks = Map.of(
                "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
                "java.time.Instant", Set.of("now"),
                "java.time.LocalDateTime", Set.of("now"),
                "java.time.ZonedDateTime", Set.of("now"),
                "java.time.OffsetDateTime", Set.of("now"));
        assertThat(HOUSE.stream()
                        .filter(type -> !within(type, CLOCK_READERS))
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(access -> clocks.getOrDefault(
                                        access.getTargetOwner().getFullName(), Set.of())
                                .contains(access.getTarget().getName()))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    @Test
    void only_the_encoder_room_starts_a_process() {
        assertThat(outside(Set.of("encode.ffmpeg"))
                        .filter(dependency -> Set.of("java.lang.ProcessBuilder", "java.lang.Runtime")
                                        .contains(dependency.getTargetClass().getFullName())
                                && (dependency.getDescription().contains("exec(")
                                        || dependency.getDescription().contains("ProcessBuilder.<init>"))))
                .isEmpty();
    }

    @Test
    void only_the_adapter_and_the_command_line_know_the_devices() {
        assertThat(outside(Set.of("tuner.hdhomerun", "tuner.dvb", "tuner.ra", "cli"))
                        .filter(dependency -> Stream.of("tuner.hdhomerun", "tuner.dvb")
                                .anyMatch(room -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith(ROOT + room))))
                .isEmpty();
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() {
        Set<String> packages =
                HOUSE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages)
                .allSatisfy(name -> assertThat(HOUSE.stream()
                                .filter(type -> type.getFullName().equals(name + ".package-info"))
                                .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked")))
                        .as("package-info with @NullMarked of %s", name)
                        .hasSize(1));
    }

    private record Arrow(String from, String to, String why) {}

    private static Stream<Arrow> arrows() {
        return HOUSE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(ROOT))
                .map(dependency -> new Arrow(
                        dependency.getOriginClass().getPackageName(),
                        dependency.getTargetClass().getPackageName(),
                        dependency.getDescription()))
                .filter(arrow -> !arrow.from().equals(arrow.to()));
    }

    private static Stream<Dependency> outside(Set<String> rooms) {
        return HOUSE.stream()
                .filter(type -> !within(type, rooms))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream());
    }

    private static boolean within(JavaClass type, Set<String> rooms) {
        return rooms.stream()
                .anyMatch(room -> type.getPackageName().equals(ROOT + room)
                        || type.getPackageName().startsWith(ROOT + room + "."));
    }

    /** The room's name: the first package below the root. */
    private static String room(String packageName) {
        String inside = packageName.substring(ROOT.length());
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }

    private static int floor(String room) {
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(room)) {
                return i;
            }
        }
        throw new IllegalArgumentException("room without a floor: " + room);
    }
}
