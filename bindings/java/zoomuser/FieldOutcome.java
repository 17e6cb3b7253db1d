package zoomuser;

import java.util.function.UnaryOperator;

/** The confirmation of a field that was set; values that are not text are JSON. */
public final class FieldOutcome {
    private final String field;
    private final String outcome;
    private final String oldValue;
    private final String newValue;
    private final String seen;

    FieldOutcome(UnaryOperator<String> item) {
        field = item.apply("field");
        outcome = item.apply("outcome");
        oldValue = item.apply("old");
        newValue = item.apply("new");
        seen = item.apply("seen");
    }

    public String getField() {
        return field;
    }

    /** "applied", "already", "ignored", "unverifiable" or "differs". */
    public String getOutcome() {
        return outcome;
    }

    /** The value before the update. */
    public String getOldValue() {
        return oldValue;
    }

    /** What was set. */
    public String getNewValue() {
        return newValue;
    }

    /** The value after the update. */
    public String getSeen() {
        return seen;
    }

    @Override
    public String toString() {
        return field + ": " + outcome;
    }
}
