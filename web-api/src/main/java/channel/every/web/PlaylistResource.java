package channel.every.web;

import channel.every.archive.ArchiveRecord;
import channel.every.cmaf.MediaHeader;
import channel.every.cmaf.SampleEntry;
import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import channel.every.node.NodeView;
import channel.every.node.StreamStatus;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The archive of one publisher as live HLS: what is played is what was proven, byte for byte. */
@Path("streams/{broadcast}/{source}")
@RequestScoped
@Produces(PlaylistResource.HLS)
public class PlaylistResource {
    static final String HLS = "application/vnd.apple.mpegurl";

    /** Windows in a playlist: a minute at the default cadence, as much as a viewer rewinds and a phone keeps. */
    private static final int WINDOWS = 60;

    /** A publisher that archived nothing for this long has nothing live to play. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    private static final String OBJECTS = "../../../objects/";

    @Inject
    NodeView node;

    @Inject
    PlaylistMemory memory;

    @GET
    @Path("master.m3u8")
    public Response master(@PathParam("broadcast") String broadcast, @PathParam("source") String source)
            throws IOException {
        StreamStatus stream = StreamResource.named(node, broadcast);
        List<ArchiveRecord> records = records(stream, source);
        List<MasterPlaylist.Variant> variants = new ArrayList<>();
        for (Rendition rendition : stream.renditions()) {
            List<PlaylistWindow> windows = PlaylistWindows.newest(records, rendition, stream.cadenceMillis(), WINDOWS);
            if (!windows.isEmpty()) {
                double peak = windows.stream()
                        .mapToDouble(PlaylistWindow::bitsPerSecond)
                        .max()
                        .orElseThrow();
                byte[] init = bytes(windows.getLast().init());
                variants.add(new MasterPlaylist.Variant(
                        rendition, SampleEntry.of(init), MediaHeader.of(init).language(), Math.round(peak)));
            }
        }
        if (variants.isEmpty()) {
            throw nothingToPlay("source", source);
        }
        return live(MasterPlaylist.render(variants));
    }

    @GET
    @Path("{rendition}.m3u8")
    public Response rendition(
            @PathParam("broadcast") String broadcast,
            @PathParam("source") String source,
            @PathParam("rendition") String name)
            throws IOException {
        StreamStatus stream = StreamResource.named(node, broadcast);
        Rendition rendition = new Rendition(new RequestField("rendition", name).label());
        List<PlaylistWindow> windows =
                PlaylistWindows.newest(records(stream, source), rendition, stream.cadenceMillis(), WINDOWS);
        if (windows.isEmpty()) {
            throw nothingToPlay("rendition", name);
        }
        long discontinuities =
                memory.of(stream.broadcast(), new Label(source), rendition).before(windows);
        return live(MediaPlaylist.render(windows, discontinuities, stream.cadenceMillis(), OBJECTS));
    }

    private List<ArchiveRecord> records(StreamStatus stream, String source) throws IOException {
        Label publisher = new RequestField("source", source).label();
        if (stream.publishers().stream().noneMatch(each -> each.name().equals(publisher))) {
            throw new ProblemException(Problem.notFound(
                    "source", source, "/v1/streams/" + stream.broadcast() + " lists the publishers of this broadcast"));
        }
        Instant since = node.clock().instant().minus(LOOK_BACK);
        return node.recent(stream.broadcast(), publisher, since);
    }

    private byte[] bytes(Blake3Hash init) throws IOException {
        return node.objects()
                .get(init)
                .orElseThrow(() -> new IOException("init segment " + init + " is indexed but not stored"));
    }

    private static ProblemException nothingToPlay(String field, String value) {
        return new ProblemException(Problem.absent(
                field,
                value,
                "no window was archived in the last " + LOOK_BACK.toMinutes() + " minutes",
                "/v1/streams tells the state of its publisher"));
    }

    private static Response live(String playlist) {
        return Response.ok(playlist).header("Cache-Control", "no-cache").build();
    }
}
