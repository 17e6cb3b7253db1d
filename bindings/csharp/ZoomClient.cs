using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace Zoomuser
{
    /// <summary>A client for one Zoom account: token, options and kept connection. Any thread may use it; its calls go one after
    /// the other, use one client for each parallel call.</summary>
    public sealed class ZoomClient : IDisposable
    {
        private readonly ClientHandle handle;
        private readonly object calling = new object();
        private readonly object setting = new object();
        // Async calls wait here for earlier calls, without blocking a thread.
        private readonly SemaphoreSlim turns = new SemaphoreSlim(1, 1);

        /// <summary>A client with default options. It reads and connects nothing before the first call.</summary>
        public ZoomClient()
        {
            Zoom.Ready();
            handle = LibraryHandle.Made(NativeMethods.zoom_client_new());
        }

        /// <summary>A client with an access token.</summary>
        public ZoomClient(string token) : this()
        {
            Set(ZoomOption.Token, token);
        }

        private ClientHandle Handle
        {
            get { return LibraryHandle.Open(handle, this); }
        }

        /// <summary>Sets an option (<see cref="ZoomOption"/>, docs/options.md), given as text; "" puts it back to its default.</summary>
        /// <exception cref="ZoomException">The name or the value is not usable; the option stays as it was.</exception>
        public ZoomClient Set(string option, string value)
        {
            Utf16.Whole(option, "option");
            Utf16.Whole(value, "value");
            lock (setting)
            {
                var status = NativeMethods.zoom_client_set_utf16(Handle, option, value);
                ZoomException.ThrowIfRefused(status, handle, NativeMethods.zoom_client_error_utf16);
            }
            return this;
        }

        /// <summary>Sets an option to a number.</summary>
        public ZoomClient Set(string option, long value)
        {
            return Set(option, value.ToString(CultureInfo.InvariantCulture));
        }

        /// <summary>Sets an option to "on" or "off".</summary>
        public ZoomClient Set(string option, bool value)
        {
            return Set(option, value ? "on" : "off");
        }

        /// <summary>Registers a function that returns access tokens; null removes it. It is called on the thread of each call that
        /// needs a token, with true if Zoom has just refused the last one or reported a missing scope. What it throws ends the call with
        /// <see cref="ZoomStatus.MissingToken"/> and the message of that exception. It must not wait for a call on this client.</summary>
        public void SetTokenSource(Func<bool, string> source)
        {
            var callback = source == null ? null : new NativeTokenCallback((data, wasRefused, buffer, capacity) =>
                GiveToken(source, wasRefused != 0, buffer, capacity));
            lock (setting)
            {
                var status = NativeMethods.zoom_client_set_token_callback(Handle, callback, IntPtr.Zero);
                ZoomException.ThrowIfRefused(status, handle, NativeMethods.zoom_client_error_utf16);
                handle.TokenCallback = callback;
            }
        }

        /// <summary>Changes a user: PATCH /users/{userId}. The id may be an e-mail address, or "me" for the token's own user.</summary>
        /// <exception cref="ZoomException">The user is not updated.</exception>
        /// <exception cref="OperationCanceledException">The token was cancelled; the inner exception has the result.</exception>
        public ZoomResult UpdateUser(string userId, UserPatch patch, CancellationToken cancellationToken = default(CancellationToken))
        {
            return Call(Updating(userId, patch), cancellationToken);
        }

        /// <summary>UpdateUser without blocking a thread.</summary>
        public Task<ZoomResult> UpdateUserAsync(string userId, UserPatch patch,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return CallAsync(Updating(userId, patch), cancellationToken);
        }

        /// <summary>Reads a user: GET /users/{userId}.</summary>
        public ZoomResult GetUser(string userId, CancellationToken cancellationToken = default(CancellationToken))
        {
            return Call(Getting(userId), cancellationToken);
        }

        /// <summary>GetUser without blocking a thread.</summary>
        public Task<ZoomResult> GetUserAsync(string userId, CancellationToken cancellationToken = default(CancellationToken))
        {
            return CallAsync(Getting(userId), cancellationToken);
        }

        /// <summary>What UpdateUser would change: <see cref="ZoomResult.Fields"/> has an outcome for each field, "differs",
        /// "already" or "unverifiable". Reads the user; sends no update.</summary>
        public ZoomResult Plan(string userId, UserPatch patch, CancellationToken cancellationToken = default(CancellationToken))
        {
            return Call(Planning(userId, patch), cancellationToken);
        }

        /// <summary>Plan without blocking a thread.</summary>
        public Task<ZoomResult> PlanAsync(string userId, UserPatch patch,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return CallAsync(Planning(userId, patch), cancellationToken);
        }

        /// <summary>Checks what an update needs: options, name, connection, proxy, certificate, clock, token, scopes, rate, and
        /// the server of the option share if it is set (docs/doctor.md); changes nothing. <see cref="ZoomResult.Checks"/> has each
        /// check. A failed check raises no exception: the status of the result is that of the first that did.</summary>
        public ZoomResult Doctor(CancellationToken cancellationToken = default(CancellationToken))
        {
            try
            {
                return Call((out ResultHandle result) => NativeMethods.zoom_client_doctor(Handle, out result), cancellationToken);
            }
            catch (ZoomException exception)
            {
                if (exception.Result == null || exception.Result.Checks.Count == 0) throw;
                return exception.Result;
            }
        }

        /// <summary>The users of the account, read page by page while the program goes through them. The options are a JSON object, as
        /// zoom_client_list_users of zoomuser.h describes.</summary>
        /// <exception cref="ZoomException">A page cannot be read; thrown while the users are read.</exception>
        public IEnumerable<ListedUser> ListUsers(string optionsJson = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            var token = "";
            do
            {
                var from = token;
                var page = Call((out ResultHandle result) =>
                    NativeMethods.zoom_client_list_users_utf16(Handle, optionsJson, from, out result), cancellationToken);
                foreach (var user in page.Users) yield return user;
                token = page.NextPageToken;
            } while (token.Length > 0);
        }

        /// <summary>Changes many users: checks every row before it sends the first, and sends only what differs.
        /// <see cref="ZoomResult.Rows"/> and <see cref="ZoomResult.GetNumber"/> say how the rows ended; the result is there however the
        /// run did. The options are a JSON object, as zoom_client_run_bulk of zoomuser.h describes.</summary>
        /// <exception cref="ZoomException">No run was begun.</exception>
        public ZoomResult UpdateUsers(ZoomBulk bulk, string optionsJson = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            if (bulk == null) throw new ArgumentNullException("bulk");
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            return Begun((out ResultHandle result) => NativeMethods.zoom_client_run_bulk_utf16(Handle, bulk.Handle, optionsJson, null,
                IntPtr.Zero, out result), cancellationToken);
        }

        /// <summary>Goes on with a run that was stopped or killed, named by its folder, or by the file of which it
        /// is the latest run.</summary>
        public ZoomResult ResumeUsers(string folder, string optionsJson = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            Utf16.Whole(folder, "folder");
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            return Begun((out ResultHandle result) => NativeMethods.zoom_client_resume_bulk_utf16(Handle, folder, optionsJson, null,
                IntPtr.Zero, out result), cancellationToken);
        }

        /// <summary>Undoes a run, named in the same way: puts the values back that users had before it, where nobody
        /// changed them since.</summary>
        public ZoomResult UndoUsers(string folder, string optionsJson = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            Utf16.Whole(folder, "folder");
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            return Begun((out ResultHandle result) => NativeMethods.zoom_client_undo_bulk_utf16(Handle, folder, optionsJson, null,
                IntPtr.Zero, out result), cancellationToken);
        }

        private ZoomResult Begun(NativeCall call, CancellationToken cancellationToken)
        {
            try
            {
                return Call(call, cancellationToken);
            }
            catch (ZoomException exception)
            {
                if (exception.Result == null || exception.Result.Why.Length == 0) throw;
                return exception.Result;
            }
        }

        /// <summary>Sends a custom request: zoom_client_request of zoomuser.h. Headers are lines "Name: value".</summary>
        public ZoomResult Request(string method, string pathAndQuery, string headers = null, byte[] body = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Call(Requesting(method, pathAndQuery, headers, body), cancellationToken);
        }

        /// <summary>Request without blocking a thread.</summary>
        public Task<ZoomResult> RequestAsync(string method, string pathAndQuery, string headers = null, byte[] body = null,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return CallAsync(Requesting(method, pathAndQuery, headers, body), cancellationToken);
        }

        /// <summary>Sends a request with a form as its body.</summary>
        public ZoomResult Request(string method, string pathAndQuery, string headers, ZoomForm form,
            CancellationToken cancellationToken = default(CancellationToken))
        {
            return Call(Requesting(method, pathAndQuery, headers, form), cancellationToken);
        }

        /// <summary>The request that UpdateUser would send, as <see cref="ZoomResult.Rendered"/>: "http", "json", "curl", "curl-cmd",
        /// "curl-powershell" or "postman". Sends nothing.</summary>
        public ZoomResult Render(string userId, UserPatch patch, string format = "http")
        {
            Utf16.Whole(userId, "userId");
            Utf16.Whole(format, "format");
            if (patch == null) throw new ArgumentNullException("patch");
            return Call((out ResultHandle result) =>
                NativeMethods.zoom_client_render_utf16(Handle, userId, patch.Handle, format, out result), CancellationToken.None);
        }

        /// <summary>The request that Request would send, in a format of Render. Sends nothing.</summary>
        public ZoomResult RenderRequest(string method, string pathAndQuery, string headers = null, byte[] body = null,
            string format = "http")
        {
            CheckRequest(method, pathAndQuery, headers);
            Utf16.Whole(format, "format");
            var length = (UIntPtr)(uint)(body == null ? 0 : body.Length);
            return Call((out ResultHandle result) => NativeMethods.zoom_client_render_request_utf16(Handle, method, pathAndQuery,
                headers, body, length, format, out result), CancellationToken.None);
        }

        /// <summary>The request that Request would send with this form, in a format of Render. Sends nothing.</summary>
        public ZoomResult RenderRequest(string method, string pathAndQuery, string headers, ZoomForm form, string format = "http")
        {
            CheckRequest(method, pathAndQuery, headers);
            Utf16.Whole(format, "format");
            if (form == null) throw new ArgumentNullException("form");
            return Call((out ResultHandle result) => NativeMethods.zoom_client_render_form_utf16(Handle, method, pathAndQuery, headers,
                form.Handle, format, out result), CancellationToken.None);
        }

        /// <summary>Cancels the call in progress, from any thread: it throws with <see cref="ZoomStatus.Cancelled"/>. Without a call
        /// in progress it has no effect.</summary>
        public void Cancel()
        {
            NativeMethods.zoom_client_cancel(Handle);
        }

        /// <summary>Frees the client, now or when its call in progress ends.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }

        private delegate int NativeCall(out ResultHandle result);

        private NativeCall Updating(string userId, UserPatch patch)
        {
            Utf16.Whole(userId, "userId");
            if (patch == null) throw new ArgumentNullException("patch");
            return (out ResultHandle result) =>
                NativeMethods.zoom_client_update_user_utf16(Handle, userId, patch.Handle, out result);
        }

        private NativeCall Planning(string userId, UserPatch patch)
        {
            Utf16.Whole(userId, "userId");
            if (patch == null) throw new ArgumentNullException("patch");
            return (out ResultHandle result) =>
                NativeMethods.zoom_client_plan_utf16(Handle, userId, patch.Handle, out result);
        }

        private NativeCall Getting(string userId)
        {
            Utf16.Whole(userId, "userId");
            return (out ResultHandle result) => NativeMethods.zoom_client_get_user_utf16(Handle, userId, out result);
        }

        private NativeCall Requesting(string method, string pathAndQuery, string headers, byte[] body)
        {
            CheckRequest(method, pathAndQuery, headers);
            var length = (UIntPtr)(uint)(body == null ? 0 : body.Length);
            return (out ResultHandle result) =>
                NativeMethods.zoom_client_request_utf16(Handle, method, pathAndQuery, headers, body, length, out result);
        }

        private NativeCall Requesting(string method, string pathAndQuery, string headers, ZoomForm form)
        {
            CheckRequest(method, pathAndQuery, headers);
            if (form == null) throw new ArgumentNullException("form");
            return (out ResultHandle result) => NativeMethods.zoom_client_request_form_utf16(Handle, method, pathAndQuery, headers,
                form.Handle, out result);
        }

        private static void CheckRequest(string method, string pathAndQuery, string headers)
        {
            Utf16.Whole(method, "method");
            Utf16.Whole(pathAndQuery, "pathAndQuery");
            Utf16.WholeOrNull(headers, "headers");
        }

        private async Task<ZoomResult> CallAsync(NativeCall call, CancellationToken cancellationToken)
        {
            await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => Call(call, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }

        private ZoomResult Call(NativeCall call, CancellationToken cancellationToken)
        {
            Enter(cancellationToken);
            try
            {
                using (new Cancelling(Handle, cancellationToken))
                {
                    ResultHandle result;
                    var status = call(out result);
                    return ZoomResult.Finish(status, result);
                }
            }
            catch (ZoomException exception)
            {
                if (exception.Status != ZoomStatus.Cancelled || !cancellationToken.IsCancellationRequested) throw;
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            finally
            {
                Monitor.Exit(calling);
            }
        }

        private void Enter(CancellationToken cancellationToken)
        {
            const int lookEveryMs = 50;
            cancellationToken.ThrowIfCancellationRequested();
            while (!Monitor.TryEnter(calling, cancellationToken.CanBeCanceled ? lookEveryMs : Timeout.Infinite))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        private static int GiveToken(Func<bool, string> source, bool wasRefused, IntPtr buffer, UIntPtr capacity)
        {
            // An exception must not pass through the library.
            try
            {
                var token = source(wasRefused);
                if (token != null && token.IndexOf('\0') < 0 && Utf8.Write(token, buffer, capacity)) return 0;
                Utf8.Write("the token source returned no usable token", buffer, capacity);
            }
            catch (Exception exception)
            {
                Utf8.Write(exception.Message, buffer, capacity);
            }
            return 1;
        }
    }
}
