package channel.every.device;

/** Why a device gives no stream: HTTP status and {@code X-HDHomeRun-Error} (info.hdhomerun.com/info/http_api). */
public enum StreamRefusal {
    UNKNOWN_CHANNEL("404 Not Found", "801 Unknown Channel"),
    UNKNOWN_TRANSCODE_PROFILE("503 Service Unavailable", "802 Unknown Transcode Profile"),
    TUNER_IN_USE("503 Service Unavailable", "804 Tuner In Use"),
    ALL_TUNERS_IN_USE("503 Service Unavailable", "805 All Tuners In Use"),
    TUNE_FAILED("503 Service Unavailable", "806 Tune Failed"),
    NO_VIDEO_DATA("503 Service Unavailable", "807 No Video Data"),
    CONTENT_PROTECTION_REQUIRED("503 Service Unavailable", "811 Content Protection Required");

    private final String status;
    private final String error;

    StreamRefusal(String status, String error) {
        this.status = status;
        this.error = error;
    }

    String status() {
        return status;
    }

    @Override
    public String toString() {
        return error;
    }
}
