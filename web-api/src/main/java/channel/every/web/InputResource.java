package channel.every.web;

import channel.every.hash.Blake3Hash;
import channel.every.node.InputShelf;
import channel.every.node.InputShelf.Outcome;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;

/** Recordings to prove here, each under its BLAKE3 hash; a job's parameter {@code input} is the path that is answered. */
@Path("inputs/{hash}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded
public class InputResource {
    @Inject
    InputShelf shelf;

    @GET
    public InputShelf.StoredInput input(@PathParam("hash") String hash) throws IOException {
        Blake3Hash known = new RequestField("hash", hash).hash();
        return shelf.find(known)
                .orElseThrow(() -> new ProblemException(Problem.notFound("input", hash, "PUT the recording here")));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public InputShelf.StoredInput put(@PathParam("hash") String hash, InputStream content) throws IOException {
        return switch (shelf.put(new RequestField("hash", hash).hash(), content)) {
            case Outcome.Stored stored -> stored.input();
            case Outcome.OtherContent other ->
                throw new ProblemException(Problem.invalid(
                        "hash", hash, "what came has the hash " + other.actual(), "send the recording again"));
            case Outcome.TooLarge large ->
                throw new ProblemException(Problem.conflict(
                        "input",
                        hash,
                        large.of() + " may have " + large.limit() + " bytes",
                        "send a shorter one, or DELETE what is not needed any more"));
        };
    }

    @DELETE
    public InputShelf.StoredInput delete(@PathParam("hash") String hash) throws IOException {
        InputShelf.StoredInput input = input(hash);
        shelf.delete(input.hash());
        return input;
    }
}
