package zoomuser;

import java.util.function.UnaryOperator;

/** A name and its value. */
public final class NameValue {
    private final String name;
    private final String value;

    NameValue(UnaryOperator<String> item) {
        name = item.apply("name");
        value = item.apply("value");
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }
}
