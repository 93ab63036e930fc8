package channel.every.web;

import channel.every.directory.DirectoryWrite;
import channel.every.directory.EntryKey;
import channel.every.directory.RefusedEntryException;
import channel.every.directory.StreamEntry;
import channel.every.directory.WriteOutcome;
import channel.every.node.StreamDirectory;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The streams that are announced, for old and new clients (ECP-0121). */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryResource {
    @Inject
    StreamDirectory directory;

    /** @param nowUnixMs the directory's clock, which the entries' times are of */
    public record Streams(long nowUnixMs, List<StreamEntry> streams) {}

    public record Removed(EntryKey removed, boolean wasListed) {}

    /** Pages of any origin may read it: it says nothing of who asks. */
    @GET
    @Path("public-streams")
    public Response streams() {
        return Response.ok(new Streams(directory.clock().millis(), directory.streams()))
                .header("Access-Control-Allow-Origin", "*")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    @POST
    @Path("stream-upsert")
    @Guarded
    @Consumes(MediaType.APPLICATION_JSON)
    public Response upsert(InputStream body) throws IOException {
        try {
            // One byte more than is allowed tells that there is more; the rest of it never comes into memory.
            return answer(directory.write(body.readNBytes(DirectoryWrite.MOST_BYTES + 1)));
        } catch (RefusedEntryException e) {
            throw new ProblemException(Problem.refused(e.field(), String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    private static Response answer(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Listed listed -> Response.ok(listed.entry()).build();
            case WriteOutcome.Removed removed ->
                Response.ok(new Removed(removed.key(), removed.was())).build();
            case WriteOutcome.Full full ->
                throw new ProblemException(Problem.conflict(
                        "stream_id",
                        "",
                        "the directory lists " + full.most() + " streams and has no room for another",
                        "try again when one has expired"));
        };
    }
}
