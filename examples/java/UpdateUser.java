// Changes the department of a Zoom user and prints the whole result.
//
//     javac -encoding UTF-8 -cp /usr/share/java/jna.jar -sourcepath ../../bindings/java -d classes UpdateUser.java
//     ZOOM_TOKEN=... java -cp classes:/usr/share/java/jna.jar UpdateUser ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
// To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
// certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

import java.util.List;
import zoomuser.FieldMessage;
import zoomuser.UserPatch;
import zoomuser.Zoom;
import zoomuser.ZoomClient;
import zoomuser.ZoomException;
import zoomuser.ZoomField;
import zoomuser.ZoomOption;
import zoomuser.ZoomResult;
import zoomuser.ZoomStatus;

public final class UpdateUser {
    private static String environment(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    private static void print(String what, String text) {
        if (!text.isEmpty()) {
            System.out.println(what + ": " + text);
        }
    }

    private static void print(String what, List<FieldMessage> items) {
        items.forEach(item -> print(what, item.toString()));
    }

    private static ZoomResult update(String user, String department) {
        try (ZoomClient client = new ZoomClient(environment("ZOOM_TOKEN")); UserPatch patch = new UserPatch()) {
            client.set(ZoomOption.BASE_URL, environment("ZOOM_BASE_URL"));
            client.set(ZoomOption.CA_FILE, environment("ZOOM_CA_FILE"));
            return client.updateUser(user, patch.set(ZoomField.DEPT, department));
        } catch (ZoomException exception) {
            if (exception.getResult() == null) {
                throw exception;
            }
            return exception.getResult();
        }
    }

    public static void main(String[] arguments) {
        if (arguments.length != 2 || environment("ZOOM_TOKEN").isEmpty()) {
            System.err.println("usage: ZOOM_TOKEN=... java UpdateUser USER_ID DEPARTMENT");
            System.exit(2);
        }
        if (!environment("ZOOM_LIBRARY").isEmpty()) {
            Zoom.load(environment("ZOOM_LIBRARY"));
        }
        ZoomResult answer = update(arguments[0], arguments[1]);

        System.out.println(answer.getStatusName() + " (" + answer.getStatus().code() + ")");
        print("message", answer.getMessage());
        print("hint", answer.getHint());
        print("tracking_id", answer.getTrackingId());
        if (answer.getHttpStatus() >= 0) {
            System.out.println("http_status: " + answer.getHttpStatus());
        }
        print("field_errors", answer.getFieldErrors());
        print("problems", answer.getProblems());
        print("warnings", answer.getWarnings());
        System.exit(answer.getStatus() == ZoomStatus.OK ? 0 : 1);
    }
}
