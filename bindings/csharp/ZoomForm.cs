using System;

namespace Zoomuser
{
    /// <summary>Parts for a body of multipart/form-data, in your order. Nothing is added to what you set.</summary>
    public sealed class ZoomForm : IDisposable
    {
        private readonly FormHandle handle;
        private readonly object setting = new object();

        /// <summary>An empty form.</summary>
        public ZoomForm()
        {
            Zoom.Ready();
            handle = LibraryHandle.Made(NativeMethods.zoom_form_new());
        }

        internal FormHandle Handle
        {
            get { return LibraryHandle.Open(handle, this); }
        }

        /// <summary>Adds a part of text; it is sent as UTF-8.</summary>
        public ZoomForm Add(string name, string value)
        {
            Utf16.Whole(name, "name");
            Utf16.Whole(value, "value");
            return Setting(open => NativeMethods.zoom_form_add_utf16(open, name, value));
        }

        /// <summary>Adds a part of bytes.</summary>
        public ZoomForm Add(string name, byte[] value, string fileName = null, string contentType = null, string charset = null)
        {
            Utf16.Whole(name, "name");
            if (value == null) throw new ArgumentNullException("value");
            Utf16.WholeOrNull(fileName, "fileName");
            Utf16.WholeOrNull(contentType, "contentType");
            Utf16.WholeOrNull(charset, "charset");
            return Setting(open => NativeMethods.zoom_form_add_part_utf16(open, name, fileName, contentType, charset, value,
                (UIntPtr)(uint)value.Length));
        }

        /// <summary>Frees the form, now or when the call that uses it ends.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private ZoomForm Setting(Func<FormHandle, int> set)
        {
            lock (setting)
            {
                ZoomException.ThrowIfRefused(set(Handle), Handle, NativeMethods.zoom_form_error_utf16);
            }
            return this;
        }
    }
}
