// What the layer itself promises, beyond the script.

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import zoomuser.UserPatch;
import zoomuser.Zoom;
import zoomuser.ZoomClient;
import zoomuser.ZoomException;
import zoomuser.ZoomLogLevel;
import zoomuser.ZoomOption;
import zoomuser.ZoomResult;
import zoomuser.ZoomStatus;

public final class Layer {
    private static final String JANE = "jane@example.com";
    private static final String TOKEN = System.getenv("ZOOM_TOKEN");

    private static ZoomClient client() {
        return sandboxed(new ZoomClient(TOKEN));
    }

    private static ZoomClient sandboxed(ZoomClient client) {
        return client
            .set(ZoomOption.BASE_URL, System.getenv("ZOOM_BASE_URL"))
            .set(ZoomOption.CA_FILE, System.getenv("ZOOM_CA_FILE"));
    }

    private static UserPatch patch() {
        return new UserPatch().set("dept", "x");
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }

    private static <T extends Exception> T thrown(Class<T> kind, Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (Exception exception) {
            if (kind.isInstance(exception)) {
                return kind.cast(exception);
            }
            throw exception;
        }
        throw new AssertionError("expected a " + kind.getSimpleName());
    }

    public static void main(String[] arguments) throws Exception {
        Zoom.load(System.getenv("ZOOM_LIBRARY"));
        badText();
        tokens();
        log();
        doctor();
        closing();
        System.out.println("Java: the layer keeps its promises");
    }

    private static void badText() throws Exception {
        try (UserPatch patch = new UserPatch()) {
            thrown(NullPointerException.class, () -> patch.set(null, "x"));
            thrown(IllegalArgumentException.class, () -> patch.set("dept", "a\0b"));
            thrown(Exception.class, () -> patch.set("dept", "\ud800"));
        }
    }

    private static void tokens() throws Exception {
        List<Boolean> asked = new ArrayList<>();
        try (ZoomClient zoom = sandboxed(new ZoomClient()); UserPatch patch = patch()) {
            zoom.setTokenSource(wasRefused -> {
                asked.add(wasRefused);
                System.gc();
                return wasRefused ? TOKEN : "wrong";
            });
            System.gc();
            zoom.updateUser(JANE, patch);
            expect(asked.equals(Arrays.asList(false, true)), "a refused token is asked for once more");
            zoom.setTokenSource(wasRefused -> {
                throw new Exception("the vault is sealed");
            });
            ZoomException failure = thrown(ZoomException.class, () -> zoom.updateUser(JANE, patch));
            expect(failure.getStatus() == ZoomStatus.MISSING_TOKEN, "no token");
            expect(failure.getMessage().contains("the vault is sealed"), failure.getMessage());
            char[] many = new char[1 << 20];
            Arrays.fill(many, 'x');
            for (String token : new String[] {null, "a\0b", new String(many)}) {
                zoom.setTokenSource(wasRefused -> token);
                failure = thrown(ZoomException.class, () -> zoom.updateUser(JANE, patch));
                expect(failure.getStatus() == ZoomStatus.MISSING_TOKEN, "no token");
            }
        }
    }

    private static void log() {
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        try (ZoomClient zoom = client(); UserPatch patch = patch()) {
            Zoom.setLog(ZoomLogLevel.INFO, (level, line) -> {
                lines.add(line);
                throw new IllegalStateException("dropped");
            });
            System.gc();
            zoom.updateUser(JANE, patch);
            Zoom.setLog(ZoomLogLevel.NONE, null);
            zoom.updateUser(JANE, patch);
        }
        expect(lines.size() == 1 && lines.peek().contains("HTTP 204"), "a line an attempt");
        expect(!lines.peek().contains(TOKEN), "no token in the log");
    }

    private static void doctor() {
        try (ZoomClient well = client(); ZoomClient ill = sandboxed(new ZoomClient("wrong"))) {
            for (String name : new String[] {"dns", "certificate", "token"}) {
                expect(outcome(well.doctor(), name).equals("ok"), name + " is well");
            }
            ZoomResult found = ill.doctor();
            expect(found.getStatus() == ZoomStatus.UNAUTHORIZED, "the token is refused");
            expect(outcome(found, "token").equals("failed"), "the check says so");
        }
    }

    private static String outcome(ZoomResult result, String name) {
        return result.getChecks().stream().filter(check -> check.getName().equals(name)).findFirst().get().getOutcome();
    }

    private static void closing() throws Exception {
        ZoomClient zoom = client();
        UserPatch patch = patch();
        FutureTask<ZoomResult> running = new FutureTask<>(() -> zoom.updateUser("slow-500@sandbox.test", patch));
        new Thread(running).start();
        zoom.close();
        patch.close();
        // It ends by itself, or was never begun; neither breaks the process.
        try {
            running.get();
        } catch (java.util.concurrent.ExecutionException late) {
            expect(late.getCause() instanceof IllegalStateException, "the error names the closed object: " + late.getCause());
        }
        thrown(IllegalStateException.class, () -> zoom.updateUser(JANE, patch()));
        thrown(IllegalStateException.class, () -> patch.set("dept", "y"));
        for (int round = 0; round < 2000; round++) {
            patch();
        }
        System.gc();
    }
}
