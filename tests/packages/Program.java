import zoomuser.UserPatch;
import zoomuser.Zoom;
import zoomuser.ZoomClient;
import zoomuser.ZoomField;
import zoomuser.ZoomOption;

/** With the jar: changes a user of the sandbox. The library is the one in the jar. */
public final class Program {
    private Program() {
    }

    public static void main(String[] arguments) {
        try (ZoomClient client = new ZoomClient(System.getenv("ZOOM_TOKEN")); UserPatch patch = new UserPatch()) {
            client.set(ZoomOption.BASE_URL, System.getenv("ZOOM_BASE_URL"));
            client.set(ZoomOption.CA_FILE, System.getenv("ZOOM_CA_FILE"));
            patch.set(ZoomField.DEPT, "jar");
            System.out.println(Zoom.version() + " " + client.updateUser("jane@example.com", patch).getMessage());
        }
    }
}
