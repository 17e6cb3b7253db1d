package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The result of a call, with Zoom's response if there was one. Plain data: nothing has to be closed, and any number of threads may
 * read it. Texts that are not there are "", numbers -1.
 */
public final class ZoomResult {
    private static final String[] NUMBERS = {"exit", "rows", "sent", "applied", "already", "ignored", "unverifiable", "refused",
        "failed", "drifted", "kept", "skipped", "in_doubt", "not_tried"};

    private final List<ListedUser> users;
    private final String nextPageToken;
    private final List<RowOutcome> rows;
    private final Map<String, Long> numbers = new HashMap<>();
    private final String run;
    private final String why;
    private final int code;
    private final String message;
    private final String hint;
    private final String apiMessage;
    private final String trackingId;
    private final String json;
    private final String reason;
    private final String head;
    private final String rendered;
    private final String user;
    private final long httpStatus;
    private final long apiCode;
    private final long attempts;
    private final long waitedMs;
    private final long retryAfterMs;
    private final List<FieldMessage> fieldErrors;
    private final List<FieldMessage> problems;
    private final List<FieldMessage> warnings;
    private final List<NameValue> headers;
    private final List<NameValue> userItems;
    private final List<FieldOutcome> fields;
    private final List<DoctorCheck> checks;
    private final byte[] body;

    private ZoomResult(Pointer result) {
        code = ZoomLibrary.zoom_result_status(result);
        message = text(result, "message");
        hint = text(result, "hint");
        apiMessage = text(result, "api_message");
        trackingId = text(result, "tracking_id");
        json = text(result, "json");
        reason = text(result, "reason");
        head = text(result, "head");
        rendered = text(result, "rendered");
        user = text(result, "user");
        httpStatus = number(result, "http_status");
        apiCode = number(result, "api_code");
        attempts = number(result, "attempts");
        waitedMs = number(result, "waited_ms");
        retryAfterMs = number(result, "retry_after_ms");
        fieldErrors = list(result, "field_errors", FieldMessage::new);
        problems = list(result, "problems", FieldMessage::new);
        warnings = list(result, "warnings", FieldMessage::new);
        headers = list(result, "headers", NameValue::new);
        userItems = list(result, "user", NameValue::new);
        fields = list(result, "fields", FieldOutcome::new);
        checks = list(result, "checks", DoctorCheck::new);
        users = list(result, "users", ListedUser::new);
        nextPageToken = text(result, "next_page_token");
        rows = list(result, "rows", RowOutcome::new);
        run = text(result, "run");
        why = text(result, "why");
        for (String name : NUMBERS) {
            numbers.put(name, number(result, name));
        }
        // A size_t is as wide as an address.
        PointerByReference length = new PointerByReference();
        Pointer bytes = ZoomLibrary.zoom_result_body(result, length);
        body = bytes.getByteArray(0, (int) Pointer.nativeValue(length.getValue()));
    }

    public ZoomStatus getStatus() {
        return ZoomStatus.of(code);
    }

    /** The status by its name in zoomuser.h, e.g. "ZOOM_OK". */
    public String getStatusName() {
        return Zoom.statusName(code);
    }

    /** One line, never empty. */
    public String getMessage() {
        return message;
    }

    /** What to do about it. */
    public String getHint() {
        return hint;
    }

    /** Zoom's error message. */
    public String getApiMessage() {
        return apiMessage;
    }

    /** The tracking id, for Zoom's support. */
    public String getTrackingId() {
        return trackingId;
    }

    /** The whole result as a JSON object. */
    public String getJson() {
        return json;
    }

    /** The reason phrase after the HTTP status. */
    public String getReason() {
        return reason;
    }

    /** The response head as received. */
    public String getHead() {
        return head;
    }

    /** After {@link ZoomClient#render}: the request as text. */
    public String getRendered() {
        return rendered;
    }

    /** After {@link ZoomClient#getUser}: the user as Zoom's JSON. */
    public String getUser() {
        return user;
    }

    public int getHttpStatus() {
        return (int) httpStatus;
    }

    /** Zoom's error code. */
    public long getApiCode() {
        return apiCode;
    }

    /** How often the request was sent or tried. */
    public int getAttempts() {
        return (int) attempts;
    }

    /** Time spent waiting for the rate limiter, for a token or between attempts. */
    public Duration getWaited() {
        return Duration.ofMillis(Math.max(waitedMs, 0));
    }

    /** How long to wait from now, where Zoom or its rate limits say so. */
    public Optional<Duration> getRetryAfter() {
        return retryAfterMs < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(retryAfterMs));
    }

    /** Zoom's errors about single fields. */
    public List<FieldMessage> getFieldErrors() {
        return fieldErrors;
    }

    /** Validation errors that stopped the call before it was sent. */
    public List<FieldMessage> getProblems() {
        return problems;
    }

    public List<FieldMessage> getWarnings() {
        return warnings;
    }

    /** The response headers; a name may occur more than once. */
    public List<NameValue> getHeaders() {
        return headers;
    }

    /** The first header with this name (case-insensitive); "" if there is none. */
    public String getHeader(String name) {
        for (NameValue header : headers) {
            if (header.getName().equalsIgnoreCase(name)) {
                return header.getValue();
            }
        }
        return "";
    }

    /** After {@link ZoomClient#getUser}: each name and value of the user; values that are not text are JSON. */
    public List<NameValue> getUserItems() {
        return userItems;
    }

    /** After {@link ZoomClient#plan}, and with the options confirm and only_changes: the outcome of each field. */
    public List<FieldOutcome> getFields() {
        return fields;
    }

    /** After {@link ZoomClient#doctor}: the checks, in order. */
    public List<DoctorCheck> getChecks() {
        return checks;
    }

    List<ListedUser> getUsers() {
        return users;
    }

    String getNextPageToken() {
        return nextPageToken;
    }

    /** After {@link ZoomClient#updateUsers}: every row. */
    public List<RowOutcome> getRows() {
        return rows;
    }

    /**
     * After {@link ZoomClient#updateUsers} the rows of an outcome: "sent", "failed", "not_tried" ..., "rows" for all, and "exit",
     * the exit code of the command line; -1 for any other name.
     */
    public long getNumber(String name) {
        return numbers.getOrDefault(name, -1L);
    }

    /** After {@link ZoomClient#updateUsers}: how many rows ended so; -1 if no run was begun. */
    public long getNumber(ZoomOutcome outcome) {
        return getNumber(outcome.toString().replace('-', '_'));
    }

    /** After {@link ZoomClient#updateUsers}: the folder of the run. */
    public String getRun() {
        return run;
    }

    /** After {@link ZoomClient#updateUsers}: why the run ended; "finished" if every row was handled. */
    public String getWhy() {
        return why;
    }

    /** A copy of the response body, at most its first mebibyte. */
    public byte[] getBody() {
        return body.clone();
    }

    @Override
    public String toString() {
        return message;
    }

    /** Reads a result and frees it; throws unless the call succeeded. */
    static ZoomResult finish(int status, PointerByReference out) {
        Pointer pointer = out.getValue();
        if (pointer == null) {
            throw new ZoomException(status, Zoom.statusText(status), null);
        }
        ZoomResult result;
        try {
            result = new ZoomResult(pointer);
        } finally {
            ZoomLibrary.zoom_result_free(pointer);
        }
        if (status != 0) {
            throw new ZoomException(result.code, result.message, result);
        }
        return result;
    }

    private static String text(Pointer result, String what) {
        return Text.read(ZoomLibrary.zoom_result_text(result, Text.of(what, "what")));
    }

    private static long number(Pointer result, String what) {
        return ZoomLibrary.zoom_result_number(result, Text.of(what, "what"));
    }

    private static <T> List<T> list(Pointer result, String name, Function<UnaryOperator<String>, T> make) {
        byte[] list = Text.of(name, "name");
        long count = ZoomLibrary.zoom_result_count(result, list).longValue();
        List<T> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            SizeT index = new SizeT(i);
            items.add(make.apply(
                what -> Text.read(ZoomLibrary.zoom_result_item(result, list, index, Text.of(what, "what")))));
        }
        return Collections.unmodifiableList(items);
    }
}
