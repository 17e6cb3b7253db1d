package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.function.ToIntBiFunction;

/**
 * The fields to change (docs/fields.md, {@link ZoomField}). A field is unset, set, or null; nothing is ever added to what you
 * set. Names and values are validated by the call, which reports all problems at once.
 */
public final class UserPatch implements AutoCloseable {
    final Handle handle;
    private final Object setting = new Object();

    /** An empty patch. */
    public UserPatch() {
        Zoom.ready();
        handle = new Handle(this, "patch", ZoomLibrary.zoom_user_patch_new(), ZoomLibrary::zoom_user_patch_free);
    }

    /** Sets a field to text; for a field that is not text it is converted: "2", "true", "[\"a\"]". */
    public UserPatch set(String field, String text) {
        byte[] value = Text.of(text, "text");
        return setting(field, (patch, name) -> ZoomLibrary.zoom_user_patch_set(patch, name, value));
    }

    /** Sets a field to a whole number. */
    public UserPatch set(String field, long value) {
        return setting(field, (patch, name) -> ZoomLibrary.zoom_user_patch_set_int64(patch, name, value));
    }

    /** Sets a field to true or false. */
    public UserPatch set(String field, boolean value) {
        return setting(field, (patch, name) -> ZoomLibrary.zoom_user_patch_set_bool(patch, name, value ? 1 : 0));
    }

    /** Sets a field to JSON, e.g. an array; sent unchanged. */
    public UserPatch setJson(String field, String json) {
        byte[] value = Text.of(json, "json");
        return setting(field, (patch, name) -> ZoomLibrary.zoom_user_patch_set_json(patch, name, value));
    }

    /** Sets a field to JSON null. What Zoom does with it is not documented. */
    public UserPatch setNull(String field) {
        return setting(field, ZoomLibrary::zoom_user_patch_set_null);
    }

    /** Removes a field from the patch. */
    public UserPatch unset(String field) {
        return setting(field, ZoomLibrary::zoom_user_patch_unset);
    }

    /**
     * Validates the patch without sending it.
     *
     * @throws ZoomException its result has the problems
     */
    public ZoomResult check() {
        PointerByReference out = new PointerByReference();
        return ZoomResult.finish(handle.use(this, patch -> ZoomLibrary.zoom_user_patch_check(patch, out)), out);
    }

    /** Frees the patch, now or when the call that uses it ends. */
    @Override
    public void close() {
        handle.close();
    }

    private UserPatch setting(String field, ToIntBiFunction<Pointer, byte[]> set) {
        byte[] name = Text.of(field, "field");
        handle.use(this, patch -> {
            // The message of a refusal is valid until the next setter.
            synchronized (setting) {
                int status = set.applyAsInt(patch, name);
                if (status != 0) {
                    throw ZoomException.refused(status, ZoomLibrary.zoom_user_patch_error(patch));
                }
            }
            return null;
        });
        return this;
    }
}
