// With the package of NuGet's form: changes a user of the sandbox. The library is the one in the package.
using System;
using Zoomuser;

internal static class Program
{
    private static int Main()
    {
        using (var client = new ZoomClient(Environment.GetEnvironmentVariable("ZOOM_TOKEN")))
        using (var patch = new UserPatch())
        {
            client.Set(ZoomOption.BaseUrl, Environment.GetEnvironmentVariable("ZOOM_BASE_URL"));
            client.Set(ZoomOption.CaFile, Environment.GetEnvironmentVariable("ZOOM_CA_FILE"));
            patch.Set(ZoomField.Dept, "nuget");
            Console.WriteLine(Zoom.Version + " " + client.UpdateUser("jane@example.com", patch).Message);
            return 0;
        }
    }
}
