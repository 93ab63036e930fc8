package channel.every.mesh;

import channel.every.identity.Label;
import java.util.List;

/** What the signatures of a manifest are worth, each by itself: a wrong one beside a right one takes nothing away. */
public record ManifestVerdict(List<Judged> signatures) {
    public record Judged(KeyId keyId, SignatureVerdict verdict) {}

    public ManifestVerdict {
        signatures = List.copyOf(signatures);
    }

    /** The trusted publishers whose signatures are right, each once, however many keys it signed with. */
    public List<Label> signers() {
        return signatures.stream()
                .map(Judged::verdict)
                .filter(SignatureVerdict.Valid.class::isInstance)
                .map(each -> ((SignatureVerdict.Valid) each).name())
                .distinct()
                .toList();
    }
}
