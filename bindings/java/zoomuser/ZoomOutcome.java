// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.
package zoomuser;

/** How a row of {@link ZoomClient#updateUsers} ended; docs/bulk.md. */
public enum ZoomOutcome {
    /** Rows that Zoom accepted; the user was not read afterwards. */
    SENT("sent"),
    /** Rows that reading the user confirmed. */
    APPLIED("applied"),
    /** Rows whose user had all values already; nothing was sent. */
    ALREADY("already"),
    /** Rows that Zoom accepted but did not apply. */
    IGNORED("ignored"),
    /** Rows that Zoom accepted, with fields that reading never shows. */
    UNVERIFIABLE("unverifiable"),
    /** Rows that the check refused; nothing was sent. */
    REFUSED("refused"),
    /** Rows that Zoom or the network refused. */
    FAILED("failed"),
    /** Rows whose user no longer had the values of the plan; nothing was sent. */
    DRIFTED("drifted"),
    /** Rows of an undo whose user somebody changed after the run. */
    KEPT("kept"),
    /** Rows that an option left out. */
    SKIPPED("skipped"),
    /** Rows that may have been sent; the run ended before the response was recorded. */
    IN_DOUBT("in-doubt"),
    /** Rows that the run did not reach. */
    NOT_TRIED("not-tried"),
    /** One that this binding does not know: {@link RowOutcome#getOutcomeName} names it. */
    OTHER("");

    private final String word;

    ZoomOutcome(String word) {
        this.word = word;
    }

    /** The outcome with this word; {@link #OTHER} for one of a later library. */
    static ZoomOutcome of(String word) {
        for (ZoomOutcome outcome : values()) {
            if (outcome.word.equals(word)) {
                return outcome;
            }
        }
        return OTHER;
    }

    /** Its word in results.csv, e.g. "not-tried". */
    @Override
    public String toString() {
        return word;
    }
}
