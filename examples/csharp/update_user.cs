// Changes the department of a Zoom user and prints the whole result.
//
//     mcs -out:update_user.exe update_user.cs ../../bindings/csharp/*.cs
//     ZOOM_TOKEN=... mono update_user.exe ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
// To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
// certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

using System;
using System.Collections.Generic;
using Zoomuser;

internal static class UpdateUser
{
    private static string Environ(string name)
    {
        return Environment.GetEnvironmentVariable(name) ?? "";
    }

    private static void Print(string what, IEnumerable<FieldMessage> items)
    {
        foreach (var item in items) Console.WriteLine(what + ": " + item);
    }

    private static void Print(string what, string text)
    {
        if (text.Length > 0) Console.WriteLine(what + ": " + text);
    }

    private static int Main(string[] arguments)
    {
        if (arguments.Length != 2 || Environ("ZOOM_TOKEN").Length == 0)
        {
            Console.Error.WriteLine("usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT");
            return 2;
        }
        if (Environ("ZOOM_LIBRARY").Length > 0) Zoom.Load(Environ("ZOOM_LIBRARY"));

        using (var client = new ZoomClient(Environ("ZOOM_TOKEN")))
        using (var patch = new UserPatch().Set(ZoomField.Dept, arguments[1]))
        {
            client.Set(ZoomOption.BaseUrl, Environ("ZOOM_BASE_URL")).Set(ZoomOption.CaFile, Environ("ZOOM_CA_FILE"));
            ZoomResult answer;
            try
            {
                answer = client.UpdateUser(arguments[0], patch);
            }
            catch (ZoomException exception)
            {
                if (exception.Result == null) throw;
                answer = exception.Result;
            }

            Console.WriteLine(Zoom.StatusName(answer.Status) + " (" + (int)answer.Status + ")");
            Print("message", answer.Message);
            Print("hint", answer.Hint);
            Print("tracking_id", answer.TrackingId);
            Print("http_status", answer.HttpStatus.ToString());
            Print("field_errors", answer.FieldErrors);
            Print("problems", answer.Problems);
            Print("warnings", answer.Warnings);
            return answer.Status == ZoomStatus.Ok ? 0 : 1;
        }
    }
}
