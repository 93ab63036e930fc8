package channel.every.convergence.history;

import java.util.Locale;

/** What has become of a campaign. */
public enum CampaignState {
    /** It takes samples, or would if its server ran. */
    RUNNING,
    /** Somebody stopped it; it can go on. */
    STOPPED,
    /** It has its report. */
    ENDED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CampaignState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
