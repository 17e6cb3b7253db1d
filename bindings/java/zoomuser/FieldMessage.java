package zoomuser;

import java.util.function.UnaryOperator;

/** What is said of a field. */
public final class FieldMessage {
    private final String field;
    private final String message;

    FieldMessage(UnaryOperator<String> item) {
        field = item.apply("field");
        message = item.apply("message");
    }

    /** The field, or "" where it is said of no single one. */
    public String getField() {
        return field;
    }

    public String getMessage() {
        return message;
    }

    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
