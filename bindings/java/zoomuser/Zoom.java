package zoomuser;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The library: its path, version and log; and everything in one call. */
public final class Zoom {
    private static final Callbacks.LogCallback LOG_CALLBACK = Callbacks.log(Zoom::onLog);
    private static volatile BiConsumer<ZoomLogLevel, String> logTo;
    private static boolean isReady;

    private Zoom() {
    }

    /**
     * Loads the library from a file, before anything else of this package is used. Without it the system property
     * zoomuser.library says which, else the library named zoomuser is searched where JNA searches.
     *
     * @throws UnsatisfiedLinkError it is missing, or built for another architecture than this Java
     * @throws IllegalStateException it has another ABI than this binding, or another one is loaded already
     */
    public static synchronized void load(String path) {
        Objects.requireNonNull(path, "path");
        if (isReady) {
            throw new IllegalStateException("zoomuser: the library is already loaded");
        }
        Map<String, Object> options = Callbacks.IS_STDCALL
            ? Collections.singletonMap(Library.OPTION_CALLING_CONVENTION, Function.ALT_CONVENTION)
            : Collections.emptyMap();
        Native.register(ZoomLibrary.class, NativeLibrary.getInstance(path, options));
        int found = ZoomLibrary.zoom_abi_version();
        if (found != ZoomLibrary.ABI_VERSION) {
            Native.unregister(ZoomLibrary.class);
            throw new IllegalStateException(
                "zoomuser: the library has ABI " + found + ", expected " + ZoomLibrary.ABI_VERSION);
        }
        isReady = true;
    }

    /** The library is loaded and has the right ABI. */
    static synchronized void ready() {
        if (!isReady) {
            load(System.getProperty("zoomuser.library", "zoomuser"));
        }
    }

    /** The version of the library, e.g. "1.2.3". */
    public static String version() {
        ready();
        return Text.read(ZoomLibrary.zoom_version());
    }

    /** The ABI of the library. */
    public static int abiVersion() {
        ready();
        return ZoomLibrary.zoom_abi_version();
    }

    /**
     * Changes a user in one call. The connection is kept for the next such call, for at most a minute.
     *
     * @param accessToken the token; "" where the options bring credentials
     * @param userId an id, an e-mail address, or "me"
     * @param fieldsJson the fields to change as a JSON object
     * @param optionsJson options as a JSON object; null for the defaults
     * @throws ZoomException the user is not updated
     */
    public static ZoomResult updateUser(String accessToken, String userId, String fieldsJson, String optionsJson) {
        byte[] token = Text.of(accessToken, "accessToken");
        byte[] user = Text.of(userId, "userId");
        byte[] fields = Text.of(fieldsJson, "fieldsJson");
        byte[] options = Text.ofNullable(optionsJson, "optionsJson");
        ready();
        PointerByReference out = new PointerByReference();
        int status = ZoomLibrary.zoom_update_user(token, user, fields, options, out, null, new SizeT(0));
        return ZoomResult.finish(status, out);
    }

    /** Closes the connections that {@link #updateUser} keeps. Never needed. */
    public static void cleanup() {
        ready();
        ZoomLibrary.zoom_cleanup();
    }

    /**
     * Passes the library's log to the program, for the whole process. It is called on the thread whose call is logged, and
     * by several threads at the same time; what it throws is ignored.
     *
     * @param log who receives level and line; null ends it
     */
    public static void setLog(ZoomLogLevel level, BiConsumer<ZoomLogLevel, String> log) {
        Objects.requireNonNull(level, "level");
        ready();
        logTo = log;
        ZoomLibrary.zoom_set_log_callback(level.ordinal(), log == null ? null : LOG_CALLBACK, null);
    }

    /** The name of a status in zoomuser.h, e.g. "ZOOM_E_TIMEOUT"; "" for {@link ZoomStatus#OTHER}. */
    public static String statusName(ZoomStatus status) {
        return statusName(status.code());
    }

    static String statusName(int status) {
        ready();
        return Text.read(ZoomLibrary.zoom_status_name(status));
    }

    /** What a status means, in one line. */
    public static String statusText(ZoomStatus status) {
        return statusText(status.code());
    }

    static String statusText(int status) {
        ready();
        return Text.read(ZoomLibrary.zoom_status_text(status));
    }

    static boolean isRetryable(int status) {
        ready();
        return ZoomLibrary.zoom_status_is_retryable(status) != 0;
    }

    private static void onLog(int level, Pointer line, Pointer userData) {
        BiConsumer<ZoomLogLevel, String> log = logTo;
        if (log == null) {
            return;
        }
        try {
            log.accept(ZoomLogLevel.values()[level], Text.read(line));
        } catch (Throwable dropped) {
            // An exception must not pass through the library.
        }
    }
}
