using System;
using System.Threading;

namespace Zoomuser
{
    /// <summary>Ends the call of a client when a token is cancelled. A call that has not begun yet cannot be ended, so that it is tried
    /// again until this is disposed of, and never after that: the next call is another's.</summary>
    internal sealed class Cancelling : IDisposable
    {
        private const int TryEveryMs = 10;

        private readonly object sync = new object();
        private readonly ClientHandle handle;
        private readonly CancellationTokenRegistration registration;
        private Timer timer;
        private bool isOver;

        internal Cancelling(ClientHandle handle, CancellationToken cancellationToken)
        {
            this.handle = handle;
            registration = cancellationToken.Register(Begin);
        }

        private void Begin()
        {
            lock (sync)
            {
                if (!isOver) timer = new Timer(Cancel, null, 0, TryEveryMs);
            }
        }

        private void Cancel(object state)
        {
            lock (sync)
            {
                if (isOver) return;
                try
                {
                    NativeMethods.zoom_client_cancel(handle);
                }
                catch (ObjectDisposedException)
                {
                    // The client frees itself when the call ends, which then ends by its own limits.
                }
            }
        }

        public void Dispose()
        {
            lock (sync)
            {
                isOver = true;
                if (timer != null) timer.Dispose();
            }
            registration.Dispose();
        }
    }
}
