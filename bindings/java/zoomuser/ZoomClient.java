package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntBiFunction;

/**
 * A client for one Zoom account: token, options and kept connection. Any thread may use it; its calls go one after the
 * other, use one client for each parallel call.
 */
public final class ZoomClient implements AutoCloseable {
    private final Handle handle;
    private final Object setting = new Object();
    // A token source that calls its own client gets BUSY from the library; it must not wait for itself.
    private final ReentrantLock calling = new ReentrantLock();

    /** A client with default options. It reads and connects nothing before the first call. */
    public ZoomClient() {
        Zoom.ready();
        handle = new Handle(this, "client", ZoomLibrary.zoom_client_new(), ZoomLibrary::zoom_client_free);
    }

    /** A client with an access token. */
    public ZoomClient(String token) {
        this();
        set(ZoomOption.TOKEN, token);
    }

    /**
     * Sets an option ({@link ZoomOption}, docs/options.md), given as text; "" puts it back to its default.
     *
     * @throws ZoomException the name or the value is not usable; the option stays as it was
     */
    public ZoomClient set(String option, String value) {
        byte[] name = Text.of(option, "option");
        byte[] text = Text.of(value, "value");
        handle.use(this, client -> {
            // The message of a refusal is valid until the next setter.
            synchronized (setting) {
                int status = ZoomLibrary.zoom_client_set(client, name, text);
                if (status != 0) {
                    throw ZoomException.refused(status, ZoomLibrary.zoom_client_error(client));
                }
            }
            return null;
        });
        return this;
    }

    /** Sets an option to a number. */
    public ZoomClient set(String option, long value) {
        return set(option, Long.toString(value));
    }

    /** Sets an option to "on" or "off". */
    public ZoomClient set(String option, boolean value) {
        return set(option, value ? "on" : "off");
    }

    /**
     * Registers a function that returns access tokens; null removes it. It is called on the thread of each call that needs a token.
     * What it throws ends the call with {@link ZoomStatus#MISSING_TOKEN} and the message of that exception. It must not wait for
     * a call on this client.
     */
    public ZoomClient setTokenSource(TokenSource source) {
        Callbacks.TokenCallback callback = source == null ? null : Callbacks.token(
            (data, wasRefused, buffer, capacity) -> giveToken(source, wasRefused != 0, buffer, capacity.longValue()));
        handle.use(this, client -> {
            synchronized (setting) {
                int status = ZoomLibrary.zoom_client_set_token_callback(client, callback, null);
                if (status != 0) {
                    throw ZoomException.refused(status, ZoomLibrary.zoom_client_error(client));
                }
                handle.keep(callback);
            }
            return null;
        });
        return this;
    }

    /**
     * Changes a user: PATCH /users/{userId}.
     *
     * @param userId an id, an e-mail address, or "me" for the token's own user
     * @throws ZoomException the user is not updated
     */
    public ZoomResult updateUser(String userId, UserPatch patch) {
        byte[] user = Text.of(userId, "userId");
        Objects.requireNonNull(patch, "patch");
        return call((client, out) ->
            patch.handle.use(patch, fields -> ZoomLibrary.zoom_client_update_user(client, user, fields, out)));
    }

    /**
     * Reads a user: GET /users/{userId}.
     *
     * @throws ZoomException Zoom gave no user
     */
    public ZoomResult getUser(String userId) {
        byte[] user = Text.of(userId, "userId");
        return call((client, out) -> ZoomLibrary.zoom_client_get_user(client, user, out));
    }

    /**
     * What {@link #updateUser} would change: {@link ZoomResult#getFields} has an outcome for each field, "differs", "already" or
     * "unverifiable". Reads the user; sends no update.
     *
     * @throws ZoomException the user could not be read
     */
    public ZoomResult plan(String userId, UserPatch patch) {
        byte[] user = Text.of(userId, "userId");
        Objects.requireNonNull(patch, "patch");
        return call((client, out) ->
            patch.handle.use(patch, fields -> ZoomLibrary.zoom_client_plan(client, user, fields, out)));
    }

    /**
     * Checks what an update needs: options, name, connection, proxy, certificate, clock, token, scopes, rate, and the server
     * of the option share if it is set (docs/doctor.md); changes nothing. {@link ZoomResult#getChecks} has each check. A failed
     * check raises no exception: the status of the result is that of the first that did.
     */
    public ZoomResult doctor() {
        try {
            return call(ZoomLibrary::zoom_client_doctor);
        } catch (ZoomException exception) {
            if (exception.getResult() == null || exception.getResult().getChecks().isEmpty()) {
                throw exception;
            }
            return exception.getResult();
        }
    }

    /**
     * The users of the account, read page by page while the program goes through them.
     *
     * @param optionsJson which users, a JSON object as zoom_client_list_users of zoomuser.h describes; null for the active ones
     * @throws ZoomException a page cannot be read, then thrown by the iterator
     */
    public Iterable<ListedUser> listUsers(String optionsJson) {
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        return () -> new Iterator<ListedUser>() {
            private Iterator<ListedUser> page = Collections.emptyIterator();
            private String token = "";
            private boolean isLast;

            @Override
            public boolean hasNext() {
                while (!page.hasNext() && !isLast) {
                    byte[] from = Text.of(token, "token");
                    ZoomResult read = call((client, out) -> ZoomLibrary.zoom_client_list_users(client, options, from, out));
                    page = read.getUsers().iterator();
                    token = read.getNextPageToken();
                    isLast = token.isEmpty();
                }
                return page.hasNext();
            }

            @Override
            public ListedUser next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.next();
            }
        };
    }

    /**
     * Changes many users: checks every row before it sends the first, and sends only what differs. {@link ZoomResult#getRows} and
     * {@link ZoomResult#getNumber} say how the rows ended; the result is there however the run did.
     *
     * @param optionsJson a JSON object with the options of zoom_client_run_bulk of zoomuser.h; null for the defaults
     * @throws ZoomException no run was begun
     */
    public ZoomResult updateUsers(ZoomBulk bulk, String optionsJson) {
        Objects.requireNonNull(bulk, "bulk");
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        return begun((client, out) -> bulk.handle.use(bulk,
            rows -> ZoomLibrary.zoom_client_run_bulk(client, rows, options, null, null, out)));
    }

    /** Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run. */
    public ZoomResult resumeUsers(String folder, String optionsJson) {
        byte[] path = Text.of(folder, "folder");
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        return begun((client, out) -> ZoomLibrary.zoom_client_resume_bulk(client, path, options, null, null, out));
    }

    /** Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since. */
    public ZoomResult undoUsers(String folder, String optionsJson) {
        byte[] path = Text.of(folder, "folder");
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        return begun((client, out) -> ZoomLibrary.zoom_client_undo_bulk(client, path, options, null, null, out));
    }

    private ZoomResult begun(ToIntBiFunction<Pointer, PointerByReference> function) {
        try {
            return call(function);
        } catch (ZoomException exception) {
            if (exception.getResult() == null || exception.getResult().getWhy().isEmpty()) {
                throw exception;
            }
            return exception.getResult();
        }
    }

    /**
     * The request that {@link #updateUser} would send, as {@link ZoomResult#getRendered}. Sends nothing.
     *
     * @param format "http", "json", "curl", "curl-cmd", "curl-powershell" or "postman"
     */
    public ZoomResult render(String userId, UserPatch patch, String format) {
        byte[] user = Text.of(userId, "userId");
        Objects.requireNonNull(patch, "patch");
        byte[] form = Text.of(format, "format");
        return call((client, out) ->
            patch.handle.use(patch, fields -> ZoomLibrary.zoom_client_render(client, user, fields, form, out)));
    }

    /**
     * Sends a custom request: zoom_client_request of zoomuser.h.
     *
     * @param headers lines "Name: value"; null for none
     * @param body any bytes; null for none
     */
    public ZoomResult request(String method, String pathAndQuery, String headers, byte[] body) {
        Request request = new Request(method, pathAndQuery, headers);
        SizeT length = new SizeT(body == null ? 0 : body.length);
        return call((client, out) -> ZoomLibrary.zoom_client_request(
            client, request.method, request.path, request.headers, body, length, out));
    }

    /** Sends a request with a form as its body. */
    public ZoomResult request(String method, String pathAndQuery, String headers, ZoomForm form) {
        Request request = new Request(method, pathAndQuery, headers);
        Objects.requireNonNull(form, "form");
        return call((client, out) -> form.handle.use(form, parts -> ZoomLibrary.zoom_client_request_form(
            client, request.method, request.path, request.headers, parts, out)));
    }

    /** The request that {@link #request(String, String, String, byte[])} would send, in a format of {@link #render}. */
    public ZoomResult renderRequest(String method, String pathAndQuery, String headers, byte[] body, String format) {
        Request request = new Request(method, pathAndQuery, headers);
        SizeT length = new SizeT(body == null ? 0 : body.length);
        byte[] name = Text.of(format, "format");
        return call((client, out) -> ZoomLibrary.zoom_client_render_request(
            client, request.method, request.path, request.headers, body, length, name, out));
    }

    /** The request that {@link #request(String, String, String, ZoomForm)} would send, in a format of {@link #render}. */
    public ZoomResult renderRequest(String method, String pathAndQuery, String headers, ZoomForm form, String format) {
        Request request = new Request(method, pathAndQuery, headers);
        Objects.requireNonNull(form, "form");
        byte[] name = Text.of(format, "format");
        return call((client, out) -> form.handle.use(form, parts -> ZoomLibrary.zoom_client_render_form(
            client, request.method, request.path, request.headers, parts, name, out)));
    }

    /**
     * Cancels the call in progress, from any thread: it throws with {@link ZoomStatus#CANCELLED}. Without a call in progress it
     * has no effect.
     */
    public void cancel() {
        handle.use(this, client -> {
            ZoomLibrary.zoom_client_cancel(client);
            return null;
        });
    }

    /** Frees the client, now or when its call in progress ends. */
    @Override
    public void close() {
        handle.close();
    }

    private ZoomResult call(ToIntBiFunction<Pointer, PointerByReference> function) {
        calling.lock();
        try {
            PointerByReference out = new PointerByReference();
            int status = handle.use(this, client -> function.applyAsInt(client, out));
            return ZoomResult.finish(status, out);
        } finally {
            calling.unlock();
        }
    }

    private static int giveToken(TokenSource source, boolean wasRefused, Pointer buffer, long capacity) {
        // An exception must not pass through the library.
        try {
            write(Text.of(source.token(wasRefused), "token"), buffer, capacity);
            return 0;
        } catch (Throwable exception) {
            String why = exception.getMessage() == null ? exception.getClass().getName() : exception.getMessage();
            try {
                write(Text.of(why, "message"), buffer, capacity);
            } catch (IllegalArgumentException unusable) {
                // The library then says that the callback gave none.
            }
            return 1;
        }
    }

    private static void write(byte[] text, Pointer buffer, long capacity) {
        if (text.length > capacity) {
            throw new IllegalArgumentException("token: expected at most " + (capacity - 1) + " bytes");
        }
        buffer.write(0, text, 0, text.length);
    }

    /** What is said of every request of one's own. */
    private static final class Request {
        final byte[] method;
        final byte[] path;
        final byte[] headers;

        Request(String method, String pathAndQuery, String headers) {
            this.method = Text.of(method, "method");
            this.path = Text.of(pathAndQuery, "pathAndQuery");
            this.headers = Text.ofNullable(headers, "headers");
        }
    }
}
