package channel.every.archive;

import java.io.IOException;

/** A store takes nothing more until there is room again; what it holds is untouched. */
public final class StoreFullException extends IOException {
    private static final long serialVersionUID = 1;

    StoreFullException(long freeBytes, long neededBytes) {
        super("the store is full: " + (freeBytes >> 20) + " MiB are free, and writing goes on at " + (neededBytes >> 20)
                + " MiB; make room or shorten the retention");
    }
}
