using System;

namespace Zoomuser
{
    /// <summary>The fields to change (docs/fields.md, <see cref="ZoomField"/>). A field is unset, set, or null; nothing is ever added to
    /// what you set. Names and values are validated by the call, which reports all problems at once.</summary>
    public sealed class UserPatch : IDisposable
    {
        private readonly UserPatchHandle handle;
        private readonly object setting = new object();

        /// <summary>An empty patch.</summary>
        public UserPatch()
        {
            Zoom.Ready();
            handle = LibraryHandle.Made(NativeMethods.zoom_user_patch_new());
        }

        internal UserPatchHandle Handle
        {
            get { return LibraryHandle.Open(handle, this); }
        }

        /// <summary>Sets a field to text; for a field that is not text it is converted: "2", "true", "[\"a\"]".</summary>
        public UserPatch Set(string field, string text)
        {
            Utf16.Whole(text, "text");
            return Setting(field, open => NativeMethods.zoom_user_patch_set_utf16(open, field, text));
        }

        /// <summary>Sets a field to a whole number.</summary>
        public UserPatch Set(string field, long value)
        {
            return Setting(field, open => NativeMethods.zoom_user_patch_set_int64_utf16(open, field, value));
        }

        /// <summary>Sets a field to true or false.</summary>
        public UserPatch Set(string field, bool value)
        {
            return Setting(field, open => NativeMethods.zoom_user_patch_set_bool_utf16(open, field, value ? 1 : 0));
        }

        /// <summary>Sets a field to JSON, e.g. an array; sent unchanged.</summary>
        public UserPatch SetJson(string field, string json)
        {
            Utf16.Whole(json, "json");
            return Setting(field, open => NativeMethods.zoom_user_patch_set_json_utf16(open, field, json));
        }

        /// <summary>Sets a field to JSON null. What Zoom does with it is not documented.</summary>
        public UserPatch SetNull(string field)
        {
            return Setting(field, open => NativeMethods.zoom_user_patch_set_null_utf16(open, field));
        }

        /// <summary>Removes a field from the patch.</summary>
        public UserPatch Unset(string field)
        {
            return Setting(field, open => NativeMethods.zoom_user_patch_unset_utf16(open, field));
        }

        /// <summary>Validates the patch without sending it.</summary>
        /// <exception cref="ZoomException">Its result has the problems.</exception>
        public ZoomResult Check()
        {
            ResultHandle result;
            return ZoomResult.Finish(NativeMethods.zoom_user_patch_check(Handle, out result), result);
        }

        /// <summary>Frees the patch, now or when the call that uses it ends.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private UserPatch Setting(string field, Func<UserPatchHandle, int> set)
        {
            Utf16.Whole(field, "field");
            lock (setting)
            {
                ZoomException.ThrowIfRefused(set(Handle), Handle, NativeMethods.zoom_user_patch_error_utf16);
            }
            return this;
        }
    }
}
