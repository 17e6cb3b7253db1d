using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;

namespace Zoomuser
{
    /// <summary>A message about a field.</summary>
    public sealed class FieldMessage
    {
        internal FieldMessage(string field, string message)
        {
            Field = field;
            Message = message;
        }

        /// <summary>The field, or "" if it is about no single field.</summary>
        public string Field { get; private set; }
        public string Message { get; private set; }

        public override string ToString()
        {
            return Field.Length == 0 ? Message : Field + ": " + Message;
        }
    }

    /// <summary>The confirmation of a field that was set; values that are not text are JSON.</summary>
    public sealed class FieldOutcome
    {
        internal FieldOutcome(string field, string outcome, string oldValue, string newValue, string seen)
        {
            Field = field;
            Outcome = outcome;
            Old = oldValue;
            New = newValue;
            Seen = seen;
        }

        public string Field { get; private set; }
        /// <summary>"applied", "already", "ignored", "unverifiable" or "differs".</summary>
        public string Outcome { get; private set; }
        /// <summary>The value before the update.</summary>
        public string Old { get; private set; }
        /// <summary>What was set.</summary>
        public string New { get; private set; }
        /// <summary>The value after the update.</summary>
        public string Seen { get; private set; }
    }

    /// <summary>A check of the doctor.</summary>
    public sealed class DoctorCheck
    {
        internal DoctorCheck(string name, string url, string outcome, string message, string hint)
        {
            Name = name;
            Url = url;
            Outcome = outcome;
            Message = message;
            Hint = hint;
        }

        public string Name { get; private set; }
        /// <summary>Of the server it is about, or "".</summary>
        public string Url { get; private set; }
        /// <summary>"ok", "warning", "failed" or "skipped".</summary>
        public string Outcome { get; private set; }
        public string Message { get; private set; }
        public string Hint { get; private set; }
    }

    /// <summary>The result of a call, with Zoom's response if there was one. Plain data: nothing has to be disposed of, and any
    /// number of threads may read it. Missing texts are "", missing numbers null.</summary>
    public sealed class ZoomResult
    {
        private static readonly string[] NumberNames = { "exit", "rows", "sent", "applied", "already", "ignored", "unverifiable",
            "refused", "failed", "drifted", "kept", "skipped", "in_doubt", "not_tried" };

        private readonly byte[] body;
        private readonly Dictionary<string, long> numbers;

        private ZoomResult(ResultHandle handle)
        {
            Status = (ZoomStatus)NativeMethods.zoom_result_status(handle);
            Message = Text(handle, "message");
            Hint = Text(handle, "hint");
            ApiMessage = Text(handle, "api_message");
            TrackingId = Text(handle, "tracking_id");
            Json = Text(handle, "json");
            Reason = Text(handle, "reason");
            Head = Text(handle, "head");
            Rendered = Text(handle, "rendered");
            User = Text(handle, "user");
            HttpStatus = (int?)Number(handle, "http_status");
            ApiCode = Number(handle, "api_code");
            Attempts = (int)(Number(handle, "attempts") ?? 0);
            Waited = TimeSpan.FromMilliseconds(Number(handle, "waited_ms") ?? 0);
            var retryAfter = Number(handle, "retry_after_ms");
            RetryAfter = retryAfter.HasValue ? TimeSpan.FromMilliseconds(retryAfter.Value) : (TimeSpan?)null;
            FieldErrors = Messages(handle, "field_errors");
            Problems = Messages(handle, "problems");
            Warnings = Messages(handle, "warnings");
            Headers = Pairs(handle, "headers");
            UserItems = Pairs(handle, "user");
            Fields = List(handle, "fields", item => new FieldOutcome(item("field"), item("outcome"), item("old"), item("new"),
                item("seen")));
            Checks = List(handle, "checks", item => new DoctorCheck(item("name"), item("url"), item("outcome"), item("message"),
                item("hint")));
            Users = List(handle, "users", item => new ListedUser(item));
            NextPageToken = Text(handle, "next_page_token");
            Rows = List(handle, "rows", item => new RowOutcome(item));
            Run = Text(handle, "run");
            Why = Text(handle, "why");
            numbers = new Dictionary<string, long>();
            foreach (var name in NumberNames)
            {
                var number = Number(handle, name);
                if (number.HasValue) numbers[name] = number.Value;
            }
            UIntPtr length;
            var bytes = NativeMethods.zoom_result_body(handle, out length);
            body = new byte[(int)length.ToUInt32()];
            Marshal.Copy(bytes, body, 0, body.Length);
        }

        public ZoomStatus Status { get; private set; }
        /// <summary>One line, never empty.</summary>
        public string Message { get; private set; }
        /// <summary>What to do about it.</summary>
        public string Hint { get; private set; }
        /// <summary>Zoom's error message.</summary>
        public string ApiMessage { get; private set; }
        /// <summary>The tracking id, for Zoom's support.</summary>
        public string TrackingId { get; private set; }
        /// <summary>The whole result as a JSON object.</summary>
        public string Json { get; private set; }
        /// <summary>The reason phrase after the HTTP status.</summary>
        public string Reason { get; private set; }
        /// <summary>The response head as received.</summary>
        public string Head { get; private set; }
        /// <summary>After a Render: the request as text.</summary>
        public string Rendered { get; private set; }
        /// <summary>After GetUser: the user as Zoom's JSON.</summary>
        public string User { get; private set; }
        public int? HttpStatus { get; private set; }
        /// <summary>Zoom's error code.</summary>
        public long? ApiCode { get; private set; }
        /// <summary>How often the request was sent or tried.</summary>
        public int Attempts { get; private set; }
        /// <summary>Time spent waiting for the rate limiter, for a token or between attempts.</summary>
        public TimeSpan Waited { get; private set; }
        /// <summary>How long to wait from now, where Zoom or its rate limits say so.</summary>
        public TimeSpan? RetryAfter { get; private set; }
        /// <summary>Zoom's errors about single fields.</summary>
        public IList<FieldMessage> FieldErrors { get; private set; }
        /// <summary>Validation errors that stopped the call before it was sent.</summary>
        public IList<FieldMessage> Problems { get; private set; }
        public IList<FieldMessage> Warnings { get; private set; }
        /// <summary>The response headers; a name may occur more than once.</summary>
        public IList<KeyValuePair<string, string>> Headers { get; private set; }
        /// <summary>After GetUser: each name and value of the user; values that are not text are JSON.</summary>
        public IList<KeyValuePair<string, string>> UserItems { get; private set; }
        /// <summary>With the options confirm and only_changes: the confirmation of each field that was set.</summary>
        public IList<FieldOutcome> Fields { get; private set; }
        /// <summary>After Doctor: the checks, in order.</summary>
        public IList<DoctorCheck> Checks { get; private set; }

        internal IList<ListedUser> Users { get; private set; }
        internal string NextPageToken { get; private set; }
        /// <summary>After UpdateUsers: every row.</summary>
        public IList<RowOutcome> Rows { get; private set; }
        /// <summary>After UpdateUsers: the folder of the run.</summary>
        public string Run { get; private set; }
        /// <summary>After UpdateUsers: why the run ended; "finished" if every row was handled.</summary>
        public string Why { get; private set; }

        /// <summary>After UpdateUsers the rows of an outcome: "sent", "failed", "not_tried" ..., "rows" for all, and "exit", the exit
        /// code of the command line; null for any other name.</summary>
        public long? GetNumber(string name)
        {
            if (name == null) throw new ArgumentNullException("name");
            long number;
            return numbers.TryGetValue(name, out number) ? number : (long?)null;
        }

        /// <summary>The first header with this name (case-insensitive); "" if there is none.</summary>
        public string Header(string name)
        {
            if (name == null) throw new ArgumentNullException("name");
            foreach (var header in Headers)
            {
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)) return header.Value;
            }
            return "";
        }

        /// <summary>A copy of the response body, at most its first mebibyte.</summary>
        public byte[] Body()
        {
            return (byte[])body.Clone();
        }

        public override string ToString()
        {
            return Message;
        }

        /// <summary>Reads a result and frees it; throws unless the call succeeded.</summary>
        internal static ZoomResult Finish(int status, ResultHandle handle)
        {
            using (handle)
            {
                if (handle.IsInvalid) throw new ZoomException((ZoomStatus)status, Zoom.StatusText((ZoomStatus)status), null);
                var result = new ZoomResult(handle);
                if (status == 0) return result;
                throw new ZoomException(result.Status, result.Message, result);
            }
        }

        private static string Text(ResultHandle handle, string what)
        {
            return Utf16.Read(NativeMethods.zoom_result_text_utf16(handle, what));
        }

        private static long? Number(ResultHandle handle, string what)
        {
            var number = NativeMethods.zoom_result_number_utf16(handle, what);
            return number < 0 ? (long?)null : number;
        }

        private static IList<FieldMessage> Messages(ResultHandle handle, string list)
        {
            return List(handle, list, item => new FieldMessage(item("field"), item("message")));
        }

        private static IList<KeyValuePair<string, string>> Pairs(ResultHandle handle, string list)
        {
            return List(handle, list, item => new KeyValuePair<string, string>(item("name"), item("value")));
        }

        private static IList<T> List<T>(ResultHandle handle, string list, Func<Func<string, string>, T> make)
        {
            var items = new List<T>();
            var count = NativeMethods.zoom_result_count_utf16(handle, list).ToUInt64();
            for (ulong i = 0; i < count; i++)
            {
                var index = (UIntPtr)i;
                items.Add(make(what => Utf16.Read(NativeMethods.zoom_result_item_utf16(handle, list, index, what))));
            }
            return new ReadOnlyCollection<T>(items);
        }
    }
}
