using System;
using System.IO;
#if NETCOREAPP
using System.Reflection;
#endif
using System.Runtime.InteropServices;

namespace Zoomuser
{
    /// <summary>The level of the log; no level shows a token or another secret.</summary>
    public enum ZoomLogLevel
    {
        None = 0,
        Error = 1,
        Warning = 2,
        /// <summary>One line for each attempt and each token request.</summary>
        Info = 3,
        /// <summary>With user ids.</summary>
        Debug = 4,
        /// <summary>With the values of fields.</summary>
        Trace = 5
    }

    /// <summary>The library: its path, version and log; and everything in one call.</summary>
    public static class Zoom
    {
        private static readonly object Loading = new object();
        private static bool isReady;
        // The library may call this at any time, so it is never collected; only the receiver is replaced.
        private static readonly NativeLogCallback LogCallback = OnLog;
        private static volatile Action<ZoomLogLevel, string> logTo;

        /// <summary>Loads the library from a file, before anything else of this namespace is used. Without it the system looks for
        /// zoomuser.dll or libzoomuser.so beside the program and in its own places.</summary>
        /// <exception cref="DllNotFoundException">It is missing, or it is built for another architecture.</exception>
        /// <exception cref="InvalidOperationException">Its ABI differs from that of this binding.</exception>
        public static void Load(string path)
        {
            if (path == null) throw new ArgumentNullException("path");
            lock (Loading)
            {
                if (isReady) throw new InvalidOperationException("zoomuser: the library is already loaded");
                Loader.Load(Path.GetFullPath(path));
                try
                {
                    Check();
                }
                catch (DllNotFoundException exception)
                {
                    throw new DllNotFoundException("zoomuser: mono needs Zoomuser.dll.config beside this assembly", exception);
                }
            }
        }

        /// <summary>The version of the library, e.g. "1.2.3".</summary>
        public static string Version
        {
            get
            {
                Ready();
                return Utf16.Read(NativeMethods.zoom_version_utf16());
            }
        }

        /// <summary>The ABI of the library.</summary>
        public static int AbiVersion
        {
            get
            {
                Ready();
                return (int)NativeMethods.zoom_abi_version();
            }
        }

        /// <summary>Changes a user in one call. Fields and options are JSON objects; the token may be "" where the options bring
        /// credentials. The connection is kept for the next such call, for at most a minute.</summary>
        /// <exception cref="ZoomException">The user is not updated.</exception>
        public static ZoomResult UpdateUser(string accessToken, string userId, string fieldsJson, string optionsJson = null)
        {
            Utf16.Whole(accessToken, "accessToken");
            Utf16.Whole(userId, "userId");
            Utf16.Whole(fieldsJson, "fieldsJson");
            Utf16.WholeOrNull(optionsJson, "optionsJson");
            Ready();
            ResultHandle handle;
            var status = NativeMethods.zoom_update_user_utf16(accessToken, userId, fieldsJson, optionsJson, out handle,
                IntPtr.Zero, UIntPtr.Zero);
            return ZoomResult.Finish(status, handle);
        }

        /// <summary>Closes the connections that UpdateUser keeps. Never needed.</summary>
        public static void Cleanup()
        {
            Ready();
            NativeMethods.zoom_cleanup();
        }

        /// <summary>Passes the library's log to the program, for the whole process; null ends it. It is called on the thread whose
        /// call is logged, and by several threads at the same time; what it throws is ignored.</summary>
        public static void SetLog(ZoomLogLevel level, Action<ZoomLogLevel, string> log)
        {
            Ready();
            var status = NativeMethods.zoom_set_log_callback((int)level, log == null ? null : LogCallback, IntPtr.Zero);
            if (status != 0) throw new ArgumentOutOfRangeException("level", "expected None to Trace");
            logTo = log;
        }

        /// <summary>The name of a status in zoomuser.h, e.g. "ZOOM_E_TIMEOUT"; "" for an unknown number.</summary>
        public static string StatusName(ZoomStatus status)
        {
            Ready();
            return Utf16.Read(NativeMethods.zoom_status_name_utf16((int)status));
        }

        /// <summary>What a status means, in one line.</summary>
        public static string StatusText(ZoomStatus status)
        {
            Ready();
            return Utf16.Read(NativeMethods.zoom_status_text_utf16((int)status));
        }

        /// <summary>Whether the same call may succeed later without a change.</summary>
        public static bool IsRetryable(ZoomStatus status)
        {
            Ready();
            return NativeMethods.zoom_status_is_retryable((int)status) != 0;
        }

        /// <summary>The library is loaded and has the right ABI.</summary>
        internal static void Ready()
        {
            lock (Loading)
            {
                if (!isReady) Check();
            }
        }

        private static void Check()
        {
            var found = NativeMethods.zoom_abi_version();
            if (found != NativeMethods.AbiVersion)
            {
                throw new InvalidOperationException(string.Format("zoomuser: the library has ABI {0}, expected {1}", found,
                    NativeMethods.AbiVersion));
            }
            isReady = true;
        }

        private static void OnLog(int level, IntPtr line, IntPtr userData)
        {
            try
            {
                var log = logTo;
                if (log != null) log((ZoomLogLevel)level, Utf8.Read(line));
            }
            catch (Exception)
            {
                // An exception must not pass through the library.
            }
        }
    }

    /// <summary>Loads a library from where the program says. P/Invoke then finds it by its name: Windows because one of that name
    /// is loaded, modern .NET because it is asked here, mono by its own map (docs/csharp.md).</summary>
    internal static class Loader
    {
        internal static void Load(string path)
        {
#if NETCOREAPP
            // There can be one resolver only; a second try with another path goes to the same.
            if (chosen == null) NativeLibrary.SetDllImportResolver(typeof(Loader).Assembly, Resolve);
            chosen = path;
#else
            if (Environment.OSVersion.Platform == PlatformID.Win32NT) LoadOnWindows(path);
            else LoadElsewhere(path);
#endif
        }

#if NETCOREAPP
        private static string chosen;

        private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? where)
        {
            return name == NativeMethods.Library ? NativeLibrary.Load(chosen) : IntPtr.Zero;
        }
#else
        private static void LoadOnWindows(string path)
        {
            if (LoadLibraryExW(path, IntPtr.Zero, WithItsFolder) != IntPtr.Zero) return;
            var error = Marshal.GetLastWin32Error();
            var why = error == BadExe ? "it is built for another architecture (32 or 64 bit)" : "error " + error + " of Windows";
            throw new DllNotFoundException("zoomuser: " + path + " cannot be loaded: " + why);
        }

        private static void LoadElsewhere(string path)
        {
            if (dlopen(path, NowAndGlobal) != IntPtr.Zero) return;
            throw new DllNotFoundException("zoomuser: " + Marshal.PtrToStringAnsi(dlerror()));
        }

        private const uint WithItsFolder = 8;
        private const int BadExe = 193;
        private const int NowAndGlobal = 0x102;

        [DllImport("kernel32", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
        private static extern IntPtr LoadLibraryExW(string path, IntPtr reserved, uint flags);

        [DllImport("libdl.so.2", CharSet = CharSet.Ansi, ExactSpelling = true)]
        private static extern IntPtr dlopen(string path, int flags);

        [DllImport("libdl.so.2", ExactSpelling = true)]
        private static extern IntPtr dlerror();
#endif
    }
}
