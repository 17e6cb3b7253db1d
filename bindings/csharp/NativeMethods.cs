// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

using System;
using System.Runtime.InteropServices;

namespace Zoomuser
{
    /// <summary>A function of the program that gives access tokens: zoom_token_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int NativeTokenCallback(IntPtr userData, int wasRefused, IntPtr buffer, UIntPtr capacity);

    /// <summary>A function of the program that is called for each row: zoom_row_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int NativeRowCallback(IntPtr userData, UIntPtr index, IntPtr row);

    /// <summary>A function of the program that receives the log: zoom_log_callback of zoomuser.h.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate void NativeLogCallback(int level, IntPtr line, IntPtr userData);

    /// <summary>The functions of zoomuser.h. Winapi, the default, is stdcall on 32-bit Windows and the only convention
    /// elsewhere. Texts that come back are addresses: they belong to the library.</summary>
    internal static class NativeMethods
    {
        internal const string Library = "zoomuser";
        internal const uint AbiVersion = 1;

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_cleanup();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern ClientHandle zoom_client_new();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_client_free(IntPtr client);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_set_token_callback(ClientHandle client, NativeTokenCallback callback, IntPtr userData);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_doctor(ClientHandle client, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_client_cancel(ClientHandle client);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern UserPatchHandle zoom_user_patch_new();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_user_patch_free(IntPtr patch);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_check(UserPatchHandle patch, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern FormHandle zoom_form_new();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_form_free(IntPtr form);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern BulkHandle zoom_bulk_new();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_bulk_free(IntPtr bulk);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern void zoom_result_free(IntPtr result);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_result_status(ResultHandle result);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_result_body(ResultHandle result, out UIntPtr length);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_set_log_callback(int level, NativeLogCallback callback, IntPtr userData);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern uint zoom_abi_version();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_status_is_retryable(int status);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern UIntPtr zoom_field_count();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern UIntPtr zoom_option_count();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_update_user_utf16(string accessToken, string userId, string fieldsJson, string optionsJson, out ResultHandle @out, IntPtr message, UIntPtr messageCapacity);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_set_utf16(ClientHandle client, string option, string value);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_client_error_utf16(ClientHandle client);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_update_user_utf16(ClientHandle client, string userId, UserPatchHandle patch, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_get_user_utf16(ClientHandle client, string userId, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_list_users_utf16(ClientHandle client, string optionsJson, string pageToken, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_plan_utf16(ClientHandle client, string userId, UserPatchHandle patch, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_set_utf16(UserPatchHandle patch, string field, string text);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_set_int64_utf16(UserPatchHandle patch, string field, long value);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_set_bool_utf16(UserPatchHandle patch, string field, int value);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_set_json_utf16(UserPatchHandle patch, string field, string json);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_set_null_utf16(UserPatchHandle patch, string field);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_user_patch_unset_utf16(UserPatchHandle patch, string field);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_user_patch_error_utf16(UserPatchHandle patch);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_form_add_utf16(FormHandle form, string name, string value);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_form_add_part_utf16(FormHandle form, string name, string fileName, string contentType, string charset, byte[] value, UIntPtr length);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_form_error_utf16(FormHandle form);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_request_utf16(ClientHandle client, string method, string pathAndQuery, string headers, byte[] body, UIntPtr length, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_request_form_utf16(ClientHandle client, string method, string pathAndQuery, string headers, FormHandle form, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_render_utf16(ClientHandle client, string userId, UserPatchHandle patch, string format, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_render_request_utf16(ClientHandle client, string method, string pathAndQuery, string headers, byte[] body, UIntPtr length, string format, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_render_form_utf16(ClientHandle client, string method, string pathAndQuery, string headers, FormHandle form, string format, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_bulk_add_utf16(BulkHandle bulk, string userId, UserPatchHandle patch);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_bulk_add_file_utf16(BulkHandle bulk, string path, string optionsJson);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_bulk_error_utf16(BulkHandle bulk);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_run_bulk_utf16(ClientHandle client, BulkHandle bulk, string optionsJson, NativeRowCallback callback, IntPtr userData, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_resume_bulk_utf16(ClientHandle client, string folder, string optionsJson, NativeRowCallback callback, IntPtr userData, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern int zoom_client_undo_bulk_utf16(ClientHandle client, string folder, string optionsJson, NativeRowCallback callback, IntPtr userData, out ResultHandle @out);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_result_text_utf16(ResultHandle result, string what);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern long zoom_result_number_utf16(ResultHandle result, string what);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_result_header_utf16(ResultHandle result, string name);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern UIntPtr zoom_result_count_utf16(ResultHandle result, string list);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_result_item_utf16(ResultHandle result, string list, UIntPtr i, string what);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern UIntPtr zoom_text_copy_utf16(string text, IntPtr buffer, UIntPtr capacity);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_version_utf16();

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_status_name_utf16(int status);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_status_text_utf16(int status);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_field_text_utf16(UIntPtr i, string what);

        [DllImport(Library, CharSet = CharSet.Unicode, ExactSpelling = true)]
        internal static extern IntPtr zoom_option_text_utf16(UIntPtr i, string what);
    }
}
