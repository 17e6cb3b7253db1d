// What the layer itself promises, beyond the script.

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Zoomuser;

internal static class Layer
{
    private const string Jane = "jane@example.com";

    private static readonly string Token = Environment.GetEnvironmentVariable("ZOOM_TOKEN");

    private static ZoomClient Client()
    {
        return Sandboxed(new ZoomClient(Token));
    }

    private static ZoomClient Sandboxed(ZoomClient client)
    {
        return client
            .Set(ZoomOption.BaseUrl, Environment.GetEnvironmentVariable("ZOOM_BASE_URL"))
            .Set(ZoomOption.CaFile, Environment.GetEnvironmentVariable("ZOOM_CA_FILE"));
    }

    private static UserPatch Patch()
    {
        return new UserPatch().Set("dept", "x");
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException("expected: " + what);
    }

    private static T Thrown<T>(Action call) where T : Exception
    {
        try
        {
            call();
        }
        catch (T exception)
        {
            return exception;
        }
        throw new InvalidOperationException("expected a " + typeof(T).Name);
    }

    private static void Main()
    {
        BadText();
        Tokens();
        Log();
        Cancelling();
        Doctor();
        Closing();
        Console.WriteLine("C#: the layer keeps its promises");
    }

    private static void BadText()
    {
        using (var patch = new UserPatch())
        {
            Thrown<ArgumentNullException>(() => patch.Set(null, "x"));
            Thrown<ArgumentException>(() => patch.Set("dept", "a\0b"));
            Expect(Thrown<ZoomException>(() => patch.Set("dept", "\ud800")).Status == ZoomStatus.Encoding, "an unpaired surrogate is refused");
        }
    }

    private static void Tokens()
    {
        var asked = new List<bool>();
        using (var zoom = Sandboxed(new ZoomClient()))
        using (var patch = Patch())
        {
            zoom.SetTokenSource(wasRefused =>
            {
                asked.Add(wasRefused);
                GC.Collect();
                return wasRefused ? Token : "wrong";
            });
            GC.Collect();
            zoom.UpdateUser(Jane, patch);
            Expect(asked.SequenceEqual(new[] { false, true }), "a refused token is asked for once more");
            zoom.SetTokenSource(wasRefused => { throw new InvalidOperationException("the vault is sealed"); });
            var failure = Thrown<ZoomException>(() => zoom.UpdateUser(Jane, patch));
            Expect(failure.Status == ZoomStatus.MissingToken && failure.Message.Contains("the vault is sealed"), failure.Message);
            foreach (var token in new[] { null, "a\0b", new string('x', 1 << 20) })
            {
                zoom.SetTokenSource(wasRefused => token);
                Expect(Thrown<ZoomException>(() => zoom.UpdateUser(Jane, patch)).Status == ZoomStatus.MissingToken, "no token");
            }
        }
    }

    private static void Log()
    {
        var lines = new ConcurrentQueue<string>();
        using (var zoom = Client())
        using (var patch = Patch())
        {
            Zoom.SetLog(ZoomLogLevel.Info, (level, line) =>
            {
                lines.Enqueue(line);
                throw new InvalidOperationException("dropped");
            });
            GC.Collect();
            zoom.UpdateUser(Jane, patch);
            Zoom.SetLog(ZoomLogLevel.None, null);
            zoom.UpdateUser(Jane, patch);
        }
        Expect(lines.Count == 1 && lines.First().Contains("HTTP 204"), "a line an attempt");
        Expect(!lines.First().Contains(Token), "no token in the log");
    }

    private static void Cancelling()
    {
        using (var zoom = Client())
        using (var patch = Patch())
        using (var source = new CancellationTokenSource())
        {
            var slow = zoom.UpdateUserAsync("slow-20000@sandbox.test", patch, source.Token);
            var next = zoom.UpdateUserAsync(Jane, patch);
            source.Cancel();
            Thrown<OperationCanceledException>(() => slow.GetAwaiter().GetResult());
            Expect(next.GetAwaiter().GetResult().Status == ZoomStatus.Ok, "another call of the client goes on");
        }
    }

    private static void Doctor()
    {
        using (var well = Client())
        using (var ill = Sandboxed(new ZoomClient("wrong")))
        {
            var outcomes = well.Doctor().Checks.ToLookup(check => check.Name, check => check.Outcome);
            Expect(new[] { "dns", "certificate", "token" }.All(name => outcomes[name].Single() == "ok"), "all is well");
            var found = ill.Doctor();
            Expect(found.Status == ZoomStatus.Unauthorized, "the token is refused");
            Expect(found.Checks.Any(check => check.Name == "token" && check.Outcome == "failed"), "the check says so");
        }
    }

    private static void Closing()
    {
        var zoom = Client();
        var patch = Patch();
        var running = zoom.UpdateUserAsync("slow-500@sandbox.test", patch);
        zoom.Dispose();
        patch.Dispose();
        // It ends by itself, or was never begun; neither breaks the process.
        Task.WaitAny(running);
        Thrown<ObjectDisposedException>(() => zoom.UpdateUser(Jane, Patch()));
        Thrown<ObjectDisposedException>(() => patch.Set("dept", "y"));
        for (var round = 0; round < 2000; round++) Patch();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
