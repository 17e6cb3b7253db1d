package zoomuser;

import java.util.function.UnaryOperator;

/** A user of {@link ZoomClient#listUsers}. */
public final class ListedUser {
    private final String id;
    private final String email;
    private final String json;

    ListedUser(UnaryOperator<String> item) {
        id = item.apply("id");
        email = item.apply("email");
        json = item.apply("json");
    }

    /** Zoom's id; "" for a pending user. */
    public String getId() {
        return id;
    }

    public String getEmail() {
        return email;
    }

    /** The user as Zoom's JSON. */
    public String getJson() {
        return json;
    }
}
