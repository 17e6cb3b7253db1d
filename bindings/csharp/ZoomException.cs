using System;

namespace Zoomuser
{
    /// <summary>A failed call, with its whole result.</summary>
    public class ZoomException : Exception
    {
        internal ZoomException(ZoomStatus status, string message, ZoomResult result) : base(message)
        {
            Status = status;
            Result = result;
        }

        /// <summary>Why.</summary>
        public ZoomStatus Status { get; private set; }

        /// <summary>The result of the call, with Zoom's response if there was one; null if an option, a field or a part was refused
        /// before any call.</summary>
        public ZoomResult Result { get; private set; }

        /// <summary>Whether the same call may succeed later without a change.</summary>
        public bool IsRetryable
        {
            get { return Zoom.IsRetryable(Status); }
        }

        /// <summary>Throws where a setter refused.</summary>
        internal static void ThrowIfRefused<T>(int status, T handle, Func<T, IntPtr> error) where T : LibraryHandle
        {
            if (status == 0) return;
            var why = LibraryHandle.Text(handle, error);
            // A handle that another thread uses has no message.
            if (why.Length == 0) why = Zoom.StatusText((ZoomStatus)status);
            throw new ZoomException((ZoomStatus)status, why, null);
        }
    }
}
