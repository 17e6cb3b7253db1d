using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Zoomuser
{
    /// <summary>An object of the library. While a call uses it, it is not freed, whoever disposes of it; after that every use is an
    /// ObjectDisposedException.</summary>
    internal abstract class LibraryHandle : SafeHandle
    {
        protected LibraryHandle() : base(IntPtr.Zero, true) { }

        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        /// <summary>The text that belongs to a handle, copied while the handle cannot end.</summary>
        internal static string Text<T>(T handle, Func<T, IntPtr> getter) where T : LibraryHandle
        {
            var held = false;
            try
            {
                handle.DangerousAddRef(ref held);
                return Utf16.Read(getter(handle));
            }
            finally
            {
                if (held) handle.DangerousRelease();
            }
        }

        /// <summary>The handle, unless its owner was disposed of.</summary>
        internal static T Open<T>(T handle, object owner) where T : LibraryHandle
        {
            if (handle.IsClosed) throw new ObjectDisposedException(owner.GetType().Name);
            return handle;
        }

        /// <summary>A new object, unless memory ran out.</summary>
        internal static T Made<T>(T handle) where T : LibraryHandle
        {
            if (handle.IsInvalid) throw new OutOfMemoryException("zoomuser: memory ran out");
            return handle;
        }
    }

    internal sealed class ClientHandle : LibraryHandle
    {
        /// <summary>What the library calls for a token: it has to live as long as the client, and is reachable here.</summary>
        internal NativeTokenCallback TokenCallback;

        protected override bool ReleaseHandle()
        {
            NativeMethods.zoom_client_free(handle);
            return true;
        }
    }

    internal sealed class UserPatchHandle : LibraryHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.zoom_user_patch_free(handle);
            return true;
        }
    }

    internal sealed class FormHandle : LibraryHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.zoom_form_free(handle);
            return true;
        }
    }

    internal sealed class BulkHandle : LibraryHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.zoom_bulk_free(handle);
            return true;
        }
    }

    internal sealed class ResultHandle : LibraryHandle
    {
        protected override bool ReleaseHandle()
        {
            NativeMethods.zoom_result_free(handle);
            return true;
        }
    }

    /// <summary>Text in the encoding of both sides.</summary>
    internal static class Utf16
    {
        internal static string Read(IntPtr text)
        {
            return Marshal.PtrToStringUni(text) ?? "";
        }

        /// <summary>A text that is there and ends where the library sees its end.</summary>
        internal static string Whole(string text, string name)
        {
            if (text == null) throw new ArgumentNullException(name);
            return WholeOrNull(text, name);
        }

        internal static string WholeOrNull(string text, string name)
        {
            if (text != null && text.IndexOf('\0') >= 0) throw new ArgumentException("expected text without NUL", name);
            return text;
        }
    }

    /// <summary>Text of the callbacks.</summary>
    internal static class Utf8
    {
        private static readonly Encoding Strict = new UTF8Encoding(false, true);

        internal static string Read(IntPtr text)
        {
            var length = 0;
            while (Marshal.ReadByte(text, length) != 0) length++;
            var bytes = new byte[length];
            Marshal.Copy(text, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }

        /// <summary>Puts a text and its end into a buffer; false if it is too long. An unpaired surrogate raises.</summary>
        internal static bool Write(string text, IntPtr buffer, UIntPtr capacity)
        {
            var bytes = Strict.GetBytes(text);
            if ((ulong)bytes.Length >= capacity.ToUInt64()) return false;
            Marshal.Copy(bytes, 0, buffer, bytes.Length);
            Marshal.WriteByte(buffer, bytes.Length, 0);
            Array.Clear(bytes, 0, bytes.Length);
            return true;
        }
    }
}
