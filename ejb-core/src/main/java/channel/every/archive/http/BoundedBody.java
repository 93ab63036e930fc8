package channel.every.archive.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes at most so many bytes of a body, and keeps what came when the rest does not. */
final class BoundedBody implements BodyHandler<byte[]>, BodySubscriber<byte[]> {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;

    private final int most;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;
    private boolean refused;
    private volatile boolean wanted;

    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public BodySubscriber<byte[]> apply(ResponseInfo answer) {
        wanted = answer.statusCode() == OK || answer.statusCode() == PARTIAL_CONTENT;
        long told = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        if (told > most) {
            refuse("the answer has " + told + " bytes, and at most " + most + " are taken");
        }
        return this;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (refused) {
            given.cancel();
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer each : buffers) {
            if (refused || bytes.size() + (long) each.remaining() > most) {
                refuse("the answer has more than the " + most + " bytes that are taken");
                return;
            }
            byte[] piece = new byte[each.remaining()];
            each.get(piece);
            bytes.writeBytes(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        whole.complete(bytes.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    /** What came of a body that was asked for; nothing of one that is too long. */
    synchronized byte[] received() {
        return refused || !wanted ? new byte[0] : bytes.toByteArray();
    }

    private synchronized void refuse(String reason) {
        refused = true;
        if (subscription != null) {
            subscription.cancel();
        }
        whole.completeExceptionally(new IOException(reason));
    }
}
