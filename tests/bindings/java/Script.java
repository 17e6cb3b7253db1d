// The script of tests/bindings/README.md in Java.

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import zoomuser.FieldMessage;
import zoomuser.ListedUser;
import zoomuser.UserPatch;
import zoomuser.Zoom;
import zoomuser.ZoomBulk;
import zoomuser.ZoomClient;
import zoomuser.ZoomException;
import zoomuser.ZoomField;
import zoomuser.ZoomOption;
import zoomuser.ZoomOutcome;
import zoomuser.ZoomResult;

public final class Script {
    private static final String JANE = "jane@example.com";
    private static PrintStream out;

    private static void say(String name, Object value) {
        out.print(name + " " + value + "\n");
    }

    private static void sayAll(String name, List<FieldMessage> items) {
        items.forEach(item -> say(name, item));
    }

    private static ZoomClient client() {
        return new ZoomClient(System.getenv("ZOOM_TOKEN"))
            .set(ZoomOption.BASE_URL, System.getenv("ZOOM_BASE_URL"))
            .set(ZoomOption.CA_FILE, System.getenv("ZOOM_CA_FILE"));
    }

    /** The result of a call, from its exception where it failed. */
    private static ZoomResult ended(Supplier<ZoomResult> call) {
        try {
            return call.get();
        } catch (ZoomException exception) {
            return exception.getResult();
        }
    }

    private static ZoomException failed(Callable<?> call) {
        try {
            call.call();
        } catch (ZoomException exception) {
            return exception;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
        throw new IllegalStateException("a failure was expected");
    }

    private static ZoomException refused(ZoomClient client, String user) {
        try (ZoomClient zoom = client; UserPatch patch = new UserPatch().set("dept", "x")) {
            return failed(() -> zoom.updateUser(user, patch));
        }
    }

    private static String value(ZoomResult read, String name) {
        return read.getUserItems().stream().filter(item -> item.getName().equals(name)).findFirst().get().getValue();
    }

    public static void main(String[] arguments) throws Exception {
        out = new PrintStream(System.out, true, "UTF-8");
        Zoom.load(System.getenv("ZOOM_LIBRARY"));
        say("version.library", Zoom.version());
        say("version.abi", Zoom.abiVersion());

        ZoomClient zoom = client();
        UserPatch patch = new UserPatch().set(ZoomField.FIRST_NAME, "Zoë 𝄞").set(ZoomField.JOB_TITLE, "")
            .set(ZoomField.TYPE, 2).set(ZoomField.PMI, 9876543210L).set(ZoomField.USE_PMI, true)
            .setJson(ZoomField.CUSTOM_ATTRIBUTES, "[{\"key\":\"k1\",\"name\":\"n\",\"value\":\"💡\"}]")
            .setNull(ZoomField.LOCATION);
        ZoomResult updated = ended(() -> zoom.updateUser(JANE, patch));
        say("update.status", updated.getStatusName());
        say("update.http", updated.getHttpStatus());
        say("update.attempts", updated.getAttempts());
        say("update.message", updated.getMessage());
        sayAll("update.warning", updated.getWarnings());

        ZoomResult read = ended(() -> zoom.getUser(JANE));
        say("read.status", read.getStatusName());
        for (String name : new String[] {"first_name", "type", "pmi", "use_pmi", "custom_attributes", "job_title"}) {
            say("read." + name, value(read, name));
        }

        UserPatch lost = new UserPatch().set("dept", "lost").set("cost_center", "kept").unset("dept");
        say("unset.status", ended(() -> zoom.updateUser(JANE, lost)).getStatusName());

        ZoomResult plan = zoom.plan(JANE, new UserPatch().set("dept", "planned").set("cost_center", "kept"));
        say("plan.status", plan.getStatusName());
        say("plan.attempts", plan.getAttempts());
        plan.getFields().forEach(field -> say("plan." + field.getField(), field.getOutcome()));

        UserPatch wrong = new UserPatch().set("type", "x").set("no_such", "1");
        ZoomResult invalid = failed(() -> zoom.updateUser(JANE, wrong)).getResult();
        say("check.status", invalid.getStatusName());
        say("check.attempts", invalid.getAttempts());
        sayAll("check.problem", invalid.getProblems());

        ZoomException option = failed(() -> zoom.set("no_such", "1"));
        say("option.status", option.getStatusName());
        say("option.message", option.getMessage());

        ZoomException rejected = refused(client(), "fields-error@sandbox.test");
        say("rejected.status", rejected.getStatusName());
        say("rejected.retryable", rejected.isRetryable() ? 1 : 0);
        say("rejected.http", rejected.getResult().getHttpStatus());
        say("rejected.api_code", rejected.getResult().getApiCode());
        sayAll("rejected.field_error", rejected.getResult().getFieldErrors());

        ZoomException notFound = refused(client(), "nobody@example.com");
        say("not_found.status", notFound.getStatusName());
        say("not_found.http", notFound.getResult().getHttpStatus());
        say("not_found.api_code", notFound.getResult().getApiCode());
        say("not_found.api_message", notFound.getResult().getApiMessage());

        ZoomException limited = refused(client().set(ZoomOption.MAX_RETRIES, 0), "rate-seconds@sandbox.test");
        say("rate_limited.status", limited.getStatusName());
        say("rate_limited.retryable", limited.isRetryable() ? 1 : 0);
        say("rate_limited.http", limited.getResult().getHttpStatus());
        boolean isGiven = limited.getResult().getRetryAfter().filter(wait -> wait.toMillis() > 0).isPresent();
        say("rate_limited.retry_after_is_given", isGiven ? "yes" : "no");
        say("rate_limited.header", limited.getResult().getHeader("Retry-After"));

        ZoomException late = refused(client().set(ZoomOption.TIMEOUT_MS, 1500).set(ZoomOption.MAX_RETRIES, 0),
            "slow-20000@sandbox.test");
        say("timeout.status", late.getStatusName());
        say("timeout.http", late.getResult().getHttpStatus());
        say("timeout.message", late.getMessage());

        UserPatch slow = new UserPatch().set(ZoomField.COMPANY, "Example");
        FutureTask<ZoomException> running =
            new FutureTask<>(() -> failed(() -> zoom.updateUser("slow-20000@sandbox.test", slow)));
        new Thread(running).start();
        say("cancel.status", cancelled(zoom, running).getStatusName());
        say("cancel.again", ended(() -> zoom.updateUser(JANE, slow)).getStatusName());

        ZoomException unauthorized = refused(client().set(ZoomOption.TOKEN, "wrong"), JANE);
        say("unauthorized.status", unauthorized.getStatusName());
        say("unauthorized.http", unauthorized.getResult().getHttpStatus());

        ZoomException nobody = refused(
            client().set(ZoomOption.BASE_URL, "http://127.0.0.1:1/v2").set(ZoomOption.MAX_RETRIES, 0), JANE);
        say("no_server.status", nobody.getStatusName());
        say("no_server.http", nobody.getResult().getHttpStatus());

        String options = String.format("{\"base_url\":\"%s\",\"ca_file\":\"%s\"}",
            System.getenv("ZOOM_BASE_URL"), System.getenv("ZOOM_CA_FILE"));
        ZoomResult once = ended(
            () -> Zoom.updateUser(System.getenv("ZOOM_TOKEN"), JANE, "{\"cost_center\":\"one call\"}", options));
        say("one_call.status", once.getStatusName());
        say("one_call.message", once.getMessage());

        for (ListedUser user : zoom.listUsers("{\"page_size\":2}")) {
            say("list.user", user.getEmail());
        }

        ZoomBulk bulk = new ZoomBulk().add("john@example.com", new UserPatch().set("cost_center", "many"))
            .add("nobody@example.com", new UserPatch().set("dept", "x"));
        ZoomResult many = zoom.updateUsers(bulk, null);
        bulk.close();
        say("bulk.status", many.getStatusName());
        many.getRows().forEach(row -> say("bulk.row", row.getUserId() + " " + row.getOutcome()));
        say("bulk.sent", many.getNumber("sent"));
        say("bulk.failed", many.getNumber(ZoomOutcome.FAILED));

        for (AutoCloseable thing : new AutoCloseable[] {zoom, patch, lost, wrong, slow}) {
            thing.close();
            thing.close();
        }
        say("freed.twice", "ok");
        try {
            zoom.getUser(JANE);
        } catch (IllegalStateException exception) {
            say("freed.used", "refused");
        }
    }

    private static ZoomException cancelled(ZoomClient zoom, FutureTask<ZoomException> running) throws Exception {
        while (true) {
            try {
                return running.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                zoom.cancel();
            }
        }
    }
}
