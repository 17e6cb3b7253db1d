//! The languages: what each needs, how its programs are built and started.

/// A language, and how its programs are run. In commands `{root}` is the project's folder, `{out}` a folder for what is
/// built and `{library}` that of the shared library; they run in the language's folder below `tests/bindings`.
pub(super) struct Language {
    pub(super) name: &'static str,
    /// Its folder below `bindings`, `examples` and `tests/bindings`.
    pub(super) folder: &'static str,
    /// How it loads the library, for the table.
    pub(super) loaded: &'static str,
    /// Programs without which it cannot run, or commands that must succeed, each with the way to get it.
    pub(super) needs: &'static [(&'static str, &'static str)],
    /// What is built first.
    pub(super) prepare: &'static [&'static [&'static str]],
    /// The script.
    pub(super) script: &'static [&'static str],
    /// The example, without its two arguments: user id and department.
    pub(super) example: &'static [&'static str],
    /// Cases that its script may leave out.
    pub(super) left_out: &'static [&'static str],
}

impl Language {
    pub(super) fn leaves_out(&self, case: &str) -> bool {
        self.left_out.contains(&case)
    }
}

/// In the order of the table.
pub(super) const LANGUAGES: &[Language] = &[
    Language {
        name: "C#",
        folder: "csharp",
        loaded: "P/Invoke",
        needs: &[("mcs --version", "apt-get install mono-mcs"), ("mono --version", "apt-get install mono-runtime")],
        prepare: &[
            &[
                "mcs",
                "-langversion:5",
                "-warnaserror",
                "-warn:4",
                "-target:library",
                "-out:{out}/Zoomuser.dll",
                "-recurse:{root}/bindings/csharp/*.cs",
            ],
            // With it the script loads the library from its path, and the example from where the system looks.
            &["cp", "{root}/bindings/csharp/Zoomuser.dll.config", "{out}"],
            &["mcs", "-warnaserror", "-r:{out}/Zoomuser.dll", "-out:{out}/script.exe", "script.cs"],
            &[
                "mcs",
                "-warnaserror",
                "-r:{out}/Zoomuser.dll",
                "-out:{out}/update_user.exe",
                "{root}/examples/csharp/update_user.cs",
            ],
        ],
        script: &["env", "-u", "LD_LIBRARY_PATH", "mono", "{out}/script.exe"],
        example: &["mono", "{out}/update_user.exe"],
        left_out: &[],
    },
    Language {
        name: "Java",
        folder: "java",
        loaded: "JNA, direct mapping",
        needs: &[
            ("javac -version", "apt-get install openjdk-17-jdk-headless"),
            ("test -e /usr/share/java/jna.jar", "apt-get install libjna-java"),
        ],
        prepare: &[&[
            "javac",
            "--release",
            "8",
            "-encoding",
            "UTF-8",
            "-Xlint:all",
            "-Werror",
            "-cp",
            "/usr/share/java/jna.jar",
            "-sourcepath",
            "{root}/bindings/java",
            "-d",
            "{out}",
            "Script.java",
            "{root}/examples/java/UpdateUser.java",
        ]],
        script: &["java", "-cp", "{out}:/usr/share/java/jna.jar", "Script"],
        example: &["java", "-cp", "{out}:/usr/share/java/jna.jar", "UpdateUser"],
        left_out: &[],
    },
    Language {
        name: "Lua",
        folder: "lua",
        loaded: "`ffi` of LuaJIT",
        needs: &[("luajit -v", "apt-get install luajit")],
        prepare: &[],
        script: &["luajit", "script.lua"],
        example: &["luajit", "{root}/examples/lua/update_user.lua"],
        left_out: &["cancel"],
    },
];
