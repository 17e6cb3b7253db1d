package zoomuser;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** A row of {@link ZoomClient#updateUsers}, and how it ended. */
public final class RowOutcome {
    private final long line;
    private final String userId;
    private final String outcome;
    private final String status;
    private final String message;
    private final String hint;
    private final int httpStatus;
    private final long apiCode;
    private final String trackingId;
    private final int attempts;
    private final long waitedMs;

    RowOutcome(UnaryOperator<String> item) {
        line = number(item.apply("line"));
        userId = item.apply("user_id");
        outcome = item.apply("outcome");
        status = item.apply("status");
        message = item.apply("message");
        hint = item.apply("hint");
        httpStatus = (int) number(item.apply("http_status"));
        apiCode = number(item.apply("api_code"));
        trackingId = item.apply("tracking_id");
        attempts = (int) number(item.apply("attempts"));
        waitedMs = number(item.apply("waited_ms"));
    }

    private static long number(String text) {
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }

    /** Its line in the file, else its position, from 1. */
    public long getLine() {
        return line;
    }

    public String getUserId() {
        return userId;
    }

    /** How it ended. */
    public ZoomOutcome getOutcome() {
        return ZoomOutcome.of(outcome);
    }

    /** The same as the word of results.csv: "sent", "applied", "already", "failed" ... */
    public String getOutcomeName() {
        return outcome;
    }

    /** The name of its status without ZOOM_E_; "" if the row did not end. */
    public String getStatus() {
        return status;
    }

    public String getMessage() {
        return message;
    }

    /** What to do about it. */
    public String getHint() {
        return hint;
    }

    /** The HTTP status of the response; -1 if there is none. */
    public int getHttpStatus() {
        return httpStatus;
    }

    /** Zoom's own error code; -1 if there is none. */
    public long getApiCode() {
        return apiCode;
    }

    /** For Zoom's support, or "". */
    public String getTrackingId() {
        return trackingId;
    }

    /** How many times the row was sent; -1 if it did not end. */
    public int getAttempts() {
        return attempts;
    }

    /** Time spent waiting for the rate limiter, for a token or between attempts. */
    public Duration getWaited() {
        return Duration.ofMillis(Math.max(waitedMs, 0));
    }
}
