package zoomuser;

/** How much of the log is wanted; no level shows a token or another secret. */
public enum ZoomLogLevel {
    NONE,
    ERROR,
    WARNING,
    /** A line for each attempt and each request for a token. */
    INFO,
    /** With user ids. */
    DEBUG,
    /** With the values of fields. */
    TRACE
}
