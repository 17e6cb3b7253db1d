package zoomuser;

import java.util.function.UnaryOperator;

/** A check of the doctor: {@link ZoomClient#doctor}. */
public final class DoctorCheck {
    private final String name;
    private final String url;
    private final String outcome;
    private final String message;
    private final String hint;

    DoctorCheck(UnaryOperator<String> item) {
        name = item.apply("name");
        url = item.apply("url");
        outcome = item.apply("outcome");
        message = item.apply("message");
        hint = item.apply("hint");
    }

    public String getName() {
        return name;
    }

    /** Of the server it is about, or "". */
    public String getUrl() {
        return url;
    }

    /** "ok", "warning", "failed" or "skipped". */
    public String getOutcome() {
        return outcome;
    }

    public String getMessage() {
        return message;
    }

    public String getHint() {
        return hint;
    }

    @Override
    public String toString() {
        return name + ": " + outcome + ": " + message;
    }
}
