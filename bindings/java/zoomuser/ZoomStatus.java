// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.
package zoomuser;

/** How a call ended; docs/errors.md. The numbers never change. */
public enum ZoomStatus {
    /** ZOOM_OK. */
    OK(0),
    /** ZOOM_E_NULL. */
    NULL(1),
    /** ZOOM_E_ENCODING. */
    ENCODING(2),
    /** ZOOM_E_INVALID_ARGUMENT. */
    INVALID_ARGUMENT(3),
    /** ZOOM_E_UNKNOWN_NAME. */
    UNKNOWN_NAME(4),
    /** ZOOM_E_INVALID_JSON. */
    INVALID_JSON(5),
    /** ZOOM_E_BUSY. */
    BUSY(7),
    /** ZOOM_E_MISSING_TOKEN. */
    MISSING_TOKEN(8),
    /** ZOOM_E_CHECK_FAILED. */
    CHECK_FAILED(9),
    /** ZOOM_E_DNS. */
    DNS(20),
    /** ZOOM_E_CONNECT. */
    CONNECT(21),
    /** ZOOM_E_TLS. */
    TLS(22),
    /** ZOOM_E_TIMEOUT. */
    TIMEOUT(23),
    /** ZOOM_E_CANCELLED. */
    CANCELLED(24),
    /** ZOOM_E_IO. */
    IO(25),
    /** ZOOM_E_PROXY. */
    PROXY(26),
    /** ZOOM_E_UNAUTHORIZED. */
    UNAUTHORIZED(40),
    /** ZOOM_E_FORBIDDEN. */
    FORBIDDEN(41),
    /** ZOOM_E_NOT_FOUND. */
    NOT_FOUND(42),
    /** ZOOM_E_RATE_LIMITED. */
    RATE_LIMITED(43),
    /** ZOOM_E_REJECTED. */
    REJECTED(44),
    /** ZOOM_E_SERVER. */
    SERVER(45),
    /** ZOOM_E_UNEXPECTED. */
    UNEXPECTED(46),
    /** ZOOM_E_NOT_APPLIED. */
    NOT_APPLIED(47),
    /** ZOOM_E_UNCONFIRMED. */
    UNCONFIRMED(48),
    /** ZOOM_E_ROWS_FAILED. */
    ROWS_FAILED(49),
    /** ZOOM_E_PANIC. */
    PANIC(90),
    /** ZOOM_E_OUT_OF_MEMORY. */
    OUT_OF_MEMORY(91),
    /** ZOOM_E_INTERNAL. */
    INTERNAL(92),
    /** One that this binding does not know: {@link ZoomResult#getStatusName} names it. */
    OTHER(-1);

    private final int code;

    ZoomStatus(int code) {
        this.code = code;
    }

    /** The number of zoomuser.h. */
    public int code() {
        return code;
    }

    /** The status with this number; {@link #OTHER} for one of a later library. */
    static ZoomStatus of(int code) {
        for (ZoomStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return OTHER;
    }
}
