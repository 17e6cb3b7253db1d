using System;

namespace Zoomuser
{
    /// <summary>Many users to change: rows, each a user and a patch, or one file. <see cref="ZoomClient.UpdateUsers"/> changes
    /// them.</summary>
    public sealed class ZoomBulk : IDisposable
    {
        private readonly BulkHandle handle;
        private readonly object setting = new object();

        /// <summary>A bulk without rows.</summary>
        public ZoomBulk()
        {
            Zoom.Ready();
            handle = LibraryHandle.Made(NativeMethods.zoom_bulk_new());
        }

        internal BulkHandle Handle
        {
            get { return LibraryHandle.Open(handle, this); }
        }

        /// <summary>Adds a row. The patch is copied, so that it can be changed and added again for the next user.</summary>
        /// <exception cref="ZoomException">The text is no user id.</exception>
        public ZoomBulk Add(string userId, UserPatch patch)
        {
            Utf16.Whole(userId, "userId");
            if (patch == null) throw new ArgumentNullException("patch");
            return Adding(open => NativeMethods.zoom_bulk_add_utf16(open, userId, patch.Handle));
        }

        /// <summary>Takes the rows of a file, CSV or JSON Lines, and reads its header. The options are a JSON object, as
        /// zoom_bulk_add_file of zoomuser.h describes.</summary>
        /// <exception cref="ZoomException">The file cannot be read, or a column is no field.</exception>
        public ZoomBulk AddFile(string path, string optionsJson = null)
        {
            Utf16.Whole(path, "path");
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            return Adding(open => NativeMethods.zoom_bulk_add_file_utf16(open, path, optionsJson));
        }

        /// <summary>Frees the bulk, now or when the call that uses it ends.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private ZoomBulk Adding(Func<BulkHandle, int> add)
        {
            lock (setting)
            {
                ZoomException.ThrowIfRefused(add(Handle), Handle, NativeMethods.zoom_bulk_error_utf16);
            }
            return this;
        }
    }

    /// <summary>How a row of <see cref="ZoomClient.UpdateUsers"/> ended.</summary>
    public sealed class RowOutcome
    {
        internal RowOutcome(Func<string, string> item)
        {
            Line = Number(item("line")) ?? 0;
            UserId = item("user_id");
            Outcome = item("outcome");
            Status = item("status");
            Message = item("message");
            Hint = item("hint");
            HttpStatus = (int?)Number(item("http_status"));
            ApiCode = Number(item("api_code"));
            TrackingId = item("tracking_id");
            Attempts = (int)(Number(item("attempts")) ?? 0);
            Waited = TimeSpan.FromMilliseconds(Number(item("waited_ms")) ?? 0);
        }

        static long? Number(string text)
        {
            return text.Length == 0 ? (long?)null : long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        /// <summary>Its line in the file, else its position, from 1.</summary>
        public long Line { get; private set; }
        public string UserId { get; private set; }
        /// <summary>"sent", "applied", "already", "failed" ...</summary>
        public string Outcome { get; private set; }
        /// <summary>The name of its status without ZOOM_E_; "" if the row did not end.</summary>
        public string Status { get; private set; }
        public string Message { get; private set; }
        public string Hint { get; private set; }
        /// <summary>The HTTP status of the response, or null.</summary>
        public int? HttpStatus { get; private set; }
        /// <summary>Zoom's own error code, or null.</summary>
        public long? ApiCode { get; private set; }
        /// <summary>For Zoom's support, or "".</summary>
        public string TrackingId { get; private set; }
        /// <summary>How many times the row was sent.</summary>
        public int Attempts { get; private set; }
        /// <summary>Time spent waiting for the rate limiter, a token or a retry.</summary>
        public TimeSpan Waited { get; private set; }
    }

    /// <summary>A user of <see cref="ZoomClient.ListUsers"/>.</summary>
    public sealed class ListedUser
    {
        internal ListedUser(Func<string, string> item)
        {
            Id = item("id");
            Email = item("email");
            Json = item("json");
        }

        /// <summary>Zoom's id; "" for a pending user.</summary>
        public string Id { get; private set; }
        public string Email { get; private set; }
        /// <summary>The user as Zoom's JSON.</summary>
        public string Json { get; private set; }
    }
}
