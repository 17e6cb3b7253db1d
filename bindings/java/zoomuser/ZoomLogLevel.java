package zoomuser;

/** The level of the log; no level shows a token or another secret. */
public enum ZoomLogLevel {
    NONE,
    ERROR,
    WARNING,
    /** One line for each attempt and each token request. */
    INFO,
    /** With user ids. */
    DEBUG,
    /** With the values of fields. */
    TRACE
}
