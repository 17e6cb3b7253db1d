// The script of tests/bindings/README.md in C#.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Zoomuser;

internal static class Script
{
    private const string Jane = "jane@example.com";

    private static readonly string Token = Environment.GetEnvironmentVariable("ZOOM_TOKEN");
    private static readonly string BaseUrl = Environment.GetEnvironmentVariable("ZOOM_BASE_URL");
    private static readonly string CaFile = Environment.GetEnvironmentVariable("ZOOM_CA_FILE");

    private static void Say(string name, object value)
    {
        Console.Write(name + " " + value + "\n");
    }

    private static void SayAll(string name, IEnumerable<FieldMessage> items)
    {
        foreach (var item in items) Say(name, item);
    }

    private static ZoomClient Client()
    {
        return new ZoomClient(Token).Set(ZoomOption.BaseUrl, BaseUrl).Set(ZoomOption.CaFile, CaFile);
    }

    /// The result of a call, from its exception where it failed.
    private static ZoomResult Ended(Func<ZoomResult> call)
    {
        try
        {
            return call();
        }
        catch (ZoomException exception)
        {
            return exception.Result;
        }
    }

    private static ZoomException Failed(Action call)
    {
        try
        {
            call();
        }
        catch (ZoomException exception)
        {
            return exception;
        }
        throw new InvalidOperationException("a failure was expected");
    }

    private static string Name(ZoomStatus status)
    {
        return Zoom.StatusName(status);
    }

    private static object OrMinusOne(object number)
    {
        return number ?? -1;
    }

    private static ZoomException Refused(ZoomClient client, string user)
    {
        using (client)
        using (var patch = new UserPatch().Set("dept", "x"))
        {
            return Failed(() => client.UpdateUser(user, patch));
        }
    }

    private static void Main()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(false);
        Zoom.Load(Environment.GetEnvironmentVariable("ZOOM_LIBRARY"));
        Say("version.library", Zoom.Version);
        Say("version.abi", Zoom.AbiVersion);

        var zoom = Client();
        var patch = new UserPatch().Set(ZoomField.FirstName, "Zoë 𝄞").Set(ZoomField.JobTitle, "").Set(ZoomField.Type, 2)
            .Set(ZoomField.Pmi, 9876543210).Set(ZoomField.UsePmi, true)
            .SetJson(ZoomField.CustomAttributes, "[{\"key\":\"k1\",\"name\":\"n\",\"value\":\"💡\"}]")
            .SetNull(ZoomField.Location);
        var updated = Ended(() => zoom.UpdateUser(Jane, patch));
        Say("update.status", Name(updated.Status));
        Say("update.http", updated.HttpStatus);
        Say("update.attempts", updated.Attempts);
        Say("update.message", updated.Message);
        SayAll("update.warning", updated.Warnings);

        var read = Ended(() => zoom.GetUser(Jane));
        Say("read.status", Name(read.Status));
        foreach (var name in new[] { "first_name", "type", "pmi", "use_pmi", "custom_attributes", "job_title" })
        {
            Say("read." + name, read.UserItems.Single(item => item.Key == name).Value);
        }

        var lost = new UserPatch().Set("dept", "lost").Set("cost_center", "kept").Unset("dept");
        Say("unset.status", Name(Ended(() => zoom.UpdateUser(Jane, lost)).Status));

        var plan = zoom.Plan(Jane, new UserPatch().Set("dept", "planned").Set("cost_center", "kept"));
        Say("plan.status", Name(plan.Status));
        Say("plan.attempts", plan.Attempts);
        foreach (var field in plan.Fields)
        {
            Say("plan." + field.Field, field.Outcome);
        }

        var wrong = new UserPatch().Set("type", "x").Set("no_such", "1");
        var invalid = Failed(() => zoom.UpdateUser(Jane, wrong)).Result;
        Say("check.status", Name(invalid.Status));
        Say("check.attempts", invalid.Attempts);
        SayAll("check.problem", invalid.Problems);

        var option = Failed(() => zoom.Set("no_such", "1"));
        Say("option.status", Name(option.Status));
        Say("option.message", option.Message);

        var rejected = Refused(Client(), "fields-error@sandbox.test");
        Say("rejected.status", Name(rejected.Status));
        Say("rejected.retryable", rejected.IsRetryable ? 1 : 0);
        Say("rejected.http", rejected.Result.HttpStatus);
        Say("rejected.api_code", rejected.Result.ApiCode);
        SayAll("rejected.field_error", rejected.Result.FieldErrors);

        var notFound = Refused(Client(), "nobody@example.com");
        Say("not_found.status", Name(notFound.Status));
        Say("not_found.http", notFound.Result.HttpStatus);
        Say("not_found.api_code", notFound.Result.ApiCode);
        Say("not_found.api_message", notFound.Result.ApiMessage);

        var limited = Refused(Client().Set(ZoomOption.MaxRetries, 0), "rate-seconds@sandbox.test");
        Say("rate_limited.status", Name(limited.Status));
        Say("rate_limited.retryable", limited.IsRetryable ? 1 : 0);
        Say("rate_limited.http", limited.Result.HttpStatus);
        Say("rate_limited.retry_after_is_given", limited.Result.RetryAfter > TimeSpan.Zero ? "yes" : "no");
        Say("rate_limited.header", limited.Result.Header("retry-after"));

        var late = Refused(Client().Set(ZoomOption.TimeoutMs, 1500).Set(ZoomOption.MaxRetries, 0), "slow-20000@sandbox.test");
        Say("timeout.status", Name(late.Status));
        Say("timeout.http", OrMinusOne(late.Result.HttpStatus));
        Say("timeout.message", late.Message);

        var slow = new UserPatch().Set(ZoomField.Company, "Example");
        var running = Task.Run(() => Failed(() => zoom.UpdateUser("slow-20000@sandbox.test", slow)));
        while (!running.Wait(10)) zoom.Cancel();
        Say("cancel.status", Name(running.Result.Status));
        Say("cancel.again", Name(Ended(() => zoom.UpdateUser(Jane, slow)).Status));

        var unauthorized = Refused(Client().Set(ZoomOption.Token, "wrong"), Jane);
        Say("unauthorized.status", Name(unauthorized.Status));
        Say("unauthorized.http", unauthorized.Result.HttpStatus);

        var away = Client().Set(ZoomOption.BaseUrl, "http://127.0.0.1:1/v2").Set(ZoomOption.MaxRetries, 0);
        var nobody = Refused(away, Jane);
        Say("no_server.status", Name(nobody.Status));
        Say("no_server.http", OrMinusOne(nobody.Result.HttpStatus));

        var options = "{\"base_url\":\"" + BaseUrl + "\",\"ca_file\":\"" + CaFile + "\"}";
        var once = Ended(() => Zoom.UpdateUser(Token, Jane, "{\"cost_center\":\"one call\"}", options));
        Say("one_call.status", Name(once.Status));
        Say("one_call.message", once.Message);

        foreach (var user in zoom.ListUsers("{\"page_size\":2}")) Say("list.user", user.Email);

        using (var bulk = new ZoomBulk().Add("john@example.com", new UserPatch().Set("cost_center", "many"))
            .Add("nobody@example.com", new UserPatch().Set("dept", "x")))
        {
            var many = zoom.UpdateUsers(bulk);
            Say("bulk.status", Name(many.Status));
            foreach (var row in many.Rows) Say("bulk.row", row.UserId + " " + row.Outcome);
            Say("bulk.sent", many.GetNumber("sent"));
            Say("bulk.failed", many.GetNumber("failed"));
        }

        foreach (var thing in new IDisposable[] { zoom, patch, lost, wrong, slow })
        {
            thing.Dispose();
            thing.Dispose();
        }
        Say("freed.twice", "ok");
        try
        {
            zoom.GetUser(Jane);
        }
        catch (ObjectDisposedException)
        {
            Say("freed.used", "refused");
        }
    }
}
