package zoomuser;

import java.util.function.UnaryOperator;

/** How a row of {@link ZoomClient#updateUsers} ended. */
public final class RowOutcome {
    private final String line;
    private final String userId;
    private final String outcome;
    private final String status;
    private final String message;
    private final String hint;

    RowOutcome(UnaryOperator<String> item) {
        line = item.apply("line");
        userId = item.apply("user_id");
        outcome = item.apply("outcome");
        status = item.apply("status");
        message = item.apply("message");
        hint = item.apply("hint");
    }

    /** Its line in the file, else its position, from 1. */
    public long getLine() {
        return Long.parseLong(line);
    }

    public String getUserId() {
        return userId;
    }

    /** "sent", "applied", "already", "failed" ... */
    public String getOutcome() {
        return outcome;
    }

    /** The name of its status without ZOOM_E_; "" if nothing was called. */
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
}
