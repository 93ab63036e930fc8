package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The built RAR: the plugin has been known to leave the classes out without a word. */
class ResourceAdapterArchiveIT {
    private static final Path RAR = Path.of(System.getProperty("tuner.rar"));

    private static List<String> classes() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile rar = new ZipFile(RAR.toFile())) {
            for (ZipEntry jar :
                    rar.stream().filter(e -> e.getName().endsWith(".jar")).toList()) {
                ZipInputStream inside = new ZipInputStream(rar.getInputStream(jar));
                for (ZipEntry e = inside.getNextEntry(); e != null; e = inside.getNextEntry()) {
                    names.add(e.getName());
                }
            }
        }
        return names;
    }

    @Test
    void it_holds_the_adapter() throws IOException {
        assertThat(classes())
                .contains(
                        "channel/every/tuner/ra/TunerResourceAdapter.class",
                        "channel/every/tuner/ra/TunerManagedConnectionFactory.class",
                        "channel/every/tuner/ra/TransportStreamActivation.class");
    }

    @Test
    void it_leaves_the_api_and_the_devices_to_the_library_of_the_application() throws IOException {
        assertThat(classes()).allMatch(name -> !name.endsWith(".class") || name.startsWith("channel/every/tuner/ra/"));
    }

    @Test
    void it_has_no_vendor_descriptor_and_no_ra_xml() throws IOException {
        try (ZipFile rar = new ZipFile(RAR.toFile())) {
            assertThat(rar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.endsWith(".xml") && !name.endsWith("/pom.xml"));
        }
    }
}
