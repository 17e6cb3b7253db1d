// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.
package zoomuser;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of zoomuser.h, registered by {@link Zoom#load}. Text that goes in is UTF-8 with a NUL at its end; text that
 * comes back is an address that belongs to the library.
 */
final class ZoomLibrary {
    static final int ABI_VERSION = 1;

    private ZoomLibrary() {
    }

    static native int zoom_update_user(byte[] accessToken, byte[] userId, byte[] fieldsJson, byte[] optionsJson, PointerByReference out, Pointer message, SizeT messageCapacity);

    static native void zoom_cleanup();

    static native Pointer zoom_client_new();

    static native void zoom_client_free(Pointer client);

    static native int zoom_client_set(Pointer client, byte[] option, byte[] value);

    static native int zoom_client_set_token_callback(Pointer client, Callbacks.TokenCallback callback, Pointer userData);

    static native Pointer zoom_client_error(Pointer client);

    static native int zoom_client_update_user(Pointer client, byte[] userId, Pointer patch, PointerByReference out);

    static native int zoom_client_get_user(Pointer client, byte[] userId, PointerByReference out);

    static native int zoom_client_list_users(Pointer client, byte[] optionsJson, byte[] pageToken, PointerByReference out);

    static native int zoom_client_plan(Pointer client, byte[] userId, Pointer patch, PointerByReference out);

    static native int zoom_client_doctor(Pointer client, PointerByReference out);

    static native void zoom_client_cancel(Pointer client);

    static native Pointer zoom_user_patch_new();

    static native void zoom_user_patch_free(Pointer patch);

    static native int zoom_user_patch_set(Pointer patch, byte[] field, byte[] text);

    static native int zoom_user_patch_set_int64(Pointer patch, byte[] field, long value);

    static native int zoom_user_patch_set_bool(Pointer patch, byte[] field, int value);

    static native int zoom_user_patch_set_json(Pointer patch, byte[] field, byte[] json);

    static native int zoom_user_patch_set_null(Pointer patch, byte[] field);

    static native int zoom_user_patch_unset(Pointer patch, byte[] field);

    static native int zoom_user_patch_check(Pointer patch, PointerByReference out);

    static native Pointer zoom_user_patch_error(Pointer patch);

    static native Pointer zoom_form_new();

    static native void zoom_form_free(Pointer form);

    static native int zoom_form_add(Pointer form, byte[] name, byte[] value);

    static native int zoom_form_add_part(Pointer form, byte[] name, byte[] fileName, byte[] contentType, byte[] charset, byte[] value, SizeT length);

    static native Pointer zoom_form_error(Pointer form);

    static native int zoom_client_request(Pointer client, byte[] method, byte[] pathAndQuery, byte[] headers, byte[] body, SizeT length, PointerByReference out);

    static native int zoom_client_request_form(Pointer client, byte[] method, byte[] pathAndQuery, byte[] headers, Pointer form, PointerByReference out);

    static native int zoom_client_render(Pointer client, byte[] userId, Pointer patch, byte[] format, PointerByReference out);

    static native int zoom_client_render_request(Pointer client, byte[] method, byte[] pathAndQuery, byte[] headers, byte[] body, SizeT length, byte[] format, PointerByReference out);

    static native int zoom_client_render_form(Pointer client, byte[] method, byte[] pathAndQuery, byte[] headers, Pointer form, byte[] format, PointerByReference out);

    static native Pointer zoom_bulk_new();

    static native void zoom_bulk_free(Pointer bulk);

    static native int zoom_bulk_add(Pointer bulk, byte[] userId, Pointer patch);

    static native int zoom_bulk_add_file(Pointer bulk, byte[] path, byte[] optionsJson);

    static native Pointer zoom_bulk_error(Pointer bulk);

    static native int zoom_client_run_bulk(Pointer client, Pointer bulk, byte[] optionsJson, Callbacks.RowCallback callback, Pointer userData, PointerByReference out);

    static native int zoom_client_resume_bulk(Pointer client, byte[] folder, byte[] optionsJson, Callbacks.RowCallback callback, Pointer userData, PointerByReference out);

    static native int zoom_client_undo_bulk(Pointer client, byte[] folder, byte[] optionsJson, Callbacks.RowCallback callback, Pointer userData, PointerByReference out);

    static native void zoom_result_free(Pointer result);

    static native int zoom_result_status(Pointer result);

    static native Pointer zoom_result_text(Pointer result, byte[] what);

    static native long zoom_result_number(Pointer result, byte[] what);

    static native Pointer zoom_result_header(Pointer result, byte[] name);

    static native Pointer zoom_result_body(Pointer result, PointerByReference length);

    static native SizeT zoom_result_count(Pointer result, byte[] list);

    static native Pointer zoom_result_item(Pointer result, byte[] list, SizeT i, byte[] what);

    static native SizeT zoom_text_copy(byte[] text, Pointer buffer, SizeT capacity);

    static native int zoom_set_log_callback(int level, Callbacks.LogCallback callback, Pointer userData);

    static native int zoom_abi_version();

    static native Pointer zoom_version();

    static native Pointer zoom_status_name(int status);

    static native Pointer zoom_status_text(int status);

    static native int zoom_status_is_retryable(int status);

    static native SizeT zoom_field_count();

    static native Pointer zoom_field_text(SizeT i, byte[] what);

    static native SizeT zoom_option_count();

    static native Pointer zoom_option_text(SizeT i, byte[] what);
}
