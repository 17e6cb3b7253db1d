package zoomuser;

import java.util.function.UnaryOperator;

/** A message about a field. */
public final class FieldMessage {
    private final String field;
    private final String message;

    FieldMessage(UnaryOperator<String> item) {
        field = item.apply("field");
        message = item.apply("message");
    }

    /** The field, or "" if it is about no single field. */
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
