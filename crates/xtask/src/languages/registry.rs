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
            &["mcs", "-warnaserror", "-r:{out}/Zoomuser.dll", "-out:{out}/layer.exe", "layer.cs"],
            &["mono", "{out}/layer.exe"],
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
        name: "COBOL",
        folder: "cobol",
        loaded: "linked, or `COB_PRE_LOAD`, by `CALL`",
        needs: &[("cobc --version", "apt-get install gnucobol")],
        // Every source is good for both formats; the script is free, the example is fixed.
        prepare: &[&[
            "sh",
            "-ec",
            "cd {out}\n\
             for part in raw text patch reply client request callbacks; do\n\
             cobc -free -fsyntax-only -Wall -Wno-unfinished -Werror -I{root}/bindings/cobol {root}/bindings/cobol/zoomuser-$part.cbl\n\
             cobc -c -debug -fstatic-call -Wall -Wno-unfinished -Werror -I{root}/bindings/cobol {root}/bindings/cobol/zoomuser-$part.cbl\n\
             done\n\
             for program in {root}/tests/bindings/cobol/script {root}/examples/cobol/update-user; do\n\
             cobc -x -debug -Wall -Wno-unfinished -Werror -I{root}/bindings/cobol -o $(basename $program) $program.cbl zoomuser-*.o \
             -L{library} -lzoomuser\n\
             done",
        ]],
        script: &["{out}/script"],
        example: &["{out}/update-user"],
        left_out: &["cancel"],
    },
    Language {
        name: "Fortran",
        folder: "fortran",
        loaded: "linked, `bind(c)` interfaces",
        needs: &[("gfortran --version", "apt-get install gfortran")],
        prepare: &[&[
            "sh",
            "-ec",
            "cd {root}/bindings/fortran\n\
                 for part in raw.F90 support.f90 result.f90 patch.f90 callbacks.F90 client.f90 whole.f90; do\n\
                 gfortran -std=f2018 -Wall -Wextra -pedantic -Werror -g -fopenmp -J{out} -c zoomuser_$part -o {out}/zoomuser_$part.o\n\
                 done\n\
                 gfortran -std=f2018 -Wall -Wextra -pedantic -Werror -g -J{out} -c zoomuser.f90 -o {out}/zoomuser.f90.o\n\
                 for program in {root}/tests/bindings/fortran/script {root}/examples/fortran/update_user; do\n\
                 gfortran -std=f2018 -Wall -Wextra -pedantic -Werror -g -fopenmp -I{out} -J{out} $program.f90 {out}/*.o \
                 -L{library} -lzoomuser -o {out}/$(basename $program)\n\
                 done",
        ]],
        script: &["{out}/script"],
        example: &["{out}/update_user"],
        left_out: &[],
    },
    Language {
        name: "Go",
        folder: "go",
        loaded: "cgo, linked",
        needs: &[("go version", "apt-get install golang-go"), ("gcc --version", "apt-get install gcc")],
        prepare: &[
            &[
                "sh",
                "-c",
                "found=$(gofmt -l {root}/bindings/go . {root}/examples/go); test -z \"$found\" || { echo $found >&2; exit 1; }",
            ],
            &["go", "vet", "zoomuser", "."],
            &["env", "CGO_LDFLAGS=-L{library}", "go", "test", "-count=1", "."],
            &["env", "CGO_LDFLAGS=-L{library}", "go", "build", "-o", "{out}/script"],
            &["sh", "-c", "cd {root}/examples/go && CGO_LDFLAGS=-L{library} go build -o {out}/update_user"],
        ],
        script: &["{out}/script"],
        example: &["{out}/update_user"],
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
        prepare: &[
            &[
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
                "Layer.java",
                "{root}/examples/java/UpdateUser.java",
            ],
            &["java", "-cp", "{out}:/usr/share/java/jna.jar", "Layer"],
        ],
        script: &["java", "-cp", "{out}:/usr/share/java/jna.jar", "Script"],
        example: &["java", "-cp", "{out}:/usr/share/java/jna.jar", "UpdateUser"],
        left_out: &[],
    },
    Language {
        name: "Lua",
        folder: "lua",
        loaded: "`ffi` of LuaJIT",
        needs: &[("luajit -v", "apt-get install luajit")],
        prepare: &[&["luajit", "layer.lua"]],
        script: &["luajit", "script.lua"],
        example: &["luajit", "{root}/examples/lua/update_user.lua"],
        left_out: &["cancel"],
    },
    Language {
        name: "Node",
        folder: "node",
        loaded: "koffi",
        needs: &[
            ("node --version", "apt-get install nodejs npm"),
            ("npm ls --prefix bindings/node koffi typescript", "npm ci --prefix bindings/node"),
        ],
        prepare: &[
            &["npx", "--prefix", "{root}/bindings/node", "--no-install", "tsc", "--project", "."],
            &["node", "--throw-deprecation", "--expose-gc", "--test-reporter=spec", "layer.test.js"],
        ],
        script: &["node", "--throw-deprecation", "script.js"],
        example: &["node", "--throw-deprecation", "{root}/examples/node/update_user.js"],
        left_out: &[],
    },
    Language {
        name: "Pascal",
        folder: "pascal",
        loaded: "`DynLibs` of Free Pascal, `LoadLibrary` of Delphi",
        needs: &[("fpc -iV", "apt-get install fpc")],
        // Both modes, with warnings, notes and hints as errors; what runs is that of the second.
        prepare: &[
            &["fpc", "-Mobjfpc", PASCAL_STRICT, PASCAL_UNITS, "-FE{out}", "-B", "script.pas"],
            &["fpc", "-Mdelphi", PASCAL_STRICT, PASCAL_UNITS, "-FE{out}", "-B", "script.pas"],
            &["fpc", "-Mdelphi", PASCAL_STRICT, PASCAL_UNITS, "-FE{out}", "{root}/examples/pascal/update_user.pas"],
        ],
        script: &["{out}/script"],
        example: &["{out}/update_user"],
        left_out: &[],
    },
    Language {
        name: "Perl",
        folder: "perl",
        loaded: "FFI::Platypus",
        needs: &[("perl -MFFI::Platypus=2.00 -Mthreads -e1", "apt-get install libffi-platypus-perl")],
        prepare: &[&["perl", "-c", "{root}/examples/perl/update_user.pl"], &["prove", "-Q", "layer.t"]],
        script: &["perl", "-w", "script.pl"],
        example: &["perl", "-w", "{root}/examples/perl/update_user.pl"],
        left_out: &[],
    },
    Language {
        name: "PHP",
        folder: "php",
        loaded: "FFI",
        needs: &[("php -r exit(PHP_VERSION_ID>=80100&&extension_loaded('FFI')?0:1);", "apt-get install php-cli")],
        prepare: &[
            &[
                "sh",
                "-c",
                "for file in {root}/bindings/php/*.php {root}/bindings/php/src/*.php {root}/examples/php/*.php; do\n\
                 said=$(php -l $file) || { echo \"$said\"; exit 1; }\n\
                 done",
            ],
            &["php", "layer.php"],
        ],
        script: &["php", "script.php"],
        example: &["php", "{root}/examples/php/update_user.php"],
        left_out: &["cancel"],
    },
    Language {
        name: "Ruby",
        folder: "ruby",
        loaded: "Fiddle",
        needs: &[("ruby -rfiddle -e exit(RUBY_VERSION>='3.0')", "apt-get install ruby")],
        prepare: &[&["ruby", "-w", "layer.rb"]],
        script: &["ruby", "-w", "script.rb"],
        example: &["ruby", "-w", "{root}/examples/ruby/update_user.rb"],
        left_out: &[],
    },
    Language {
        name: "Tcl",
        folder: "tcl",
        loaded: "an extension in C, with Tcl's stubs",
        needs: &[
            ("tclsh tests/bindings/tcl/needs.tcl", "apt-get install tcl tcl-thread"),
            ("make --version", "apt-get install make gcc"),
            ("test -e /usr/include/tcl8.6/tcl.h", "apt-get install tcl-dev"),
        ],
        prepare: &[
            &[
                "make",
                "--silent",
                "--always-make",
                "--directory={root}/bindings/tcl",
                "OUT={out}",
                "DESTDIR={out}/package",
                "CFLAGS=-O2 -Werror",
                "install",
            ],
            &["tclsh", "-encoding", "utf-8", "layer.tcl", "{out}/package"],
        ],
        script: &["tclsh", "-encoding", "utf-8", "script.tcl", "{out}/package"],
        example: &["env", "TCLLIBPATH={out}/package", "tclsh", "{root}/examples/tcl/update_user.tcl"],
        left_out: &[],
    },
];

const PASCAL_STRICT: &str = "-Sewnh";
const PASCAL_UNITS: &str = "-Fu{root}/bindings/pascal";
