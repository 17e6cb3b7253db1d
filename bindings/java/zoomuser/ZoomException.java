package zoomuser;

import com.sun.jna.Pointer;

/** A failed call, with its whole result. */
public class ZoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient ZoomResult result;

    ZoomException(int code, String message, ZoomResult result) {
        super(message);
        this.code = code;
        this.result = result;
    }

    /** Why. */
    public ZoomStatus getStatus() {
        return ZoomStatus.of(code);
    }

    /** Why, by its name in zoomuser.h, e.g. "ZOOM_E_NOT_FOUND". */
    public String getStatusName() {
        return Zoom.statusName(code);
    }

    /** Whether the same call may succeed later without a change. */
    public boolean isRetryable() {
        return Zoom.isRetryable(code);
    }

    /**
     * The result of the call, with Zoom's response if there was one; null where an option, a field or a part was refused before any
     * call, and after serialization.
     */
    public ZoomResult getResult() {
        return result;
    }

    /** A setter refused; a handle that another thread uses has no message. */
    static ZoomException refused(int status, Pointer message) {
        String why = Text.read(message);
        return new ZoomException(status, why.isEmpty() ? Zoom.statusText(status) : why, null);
    }
}
