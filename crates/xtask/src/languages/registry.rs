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
        name: "Lua",
        folder: "lua",
        loaded: "`ffi` of LuaJIT",
        needs: &[("luajit -v", "apt-get install luajit")],
        prepare: &[],
        script: &["luajit", "script.lua"],
        example: &["luajit", "{root}/examples/lua/update_user.lua"],
        left_out: &["cancel"],
    },
    Language {
        name: "Perl",
        folder: "perl",
        loaded: "FFI::Platypus",
        needs: &[("perl -MFFI::Platypus=2.00 -Mthreads -e1", "apt-get install libffi-platypus-perl")],
        prepare: &[&["perl", "-c", "script.pl"], &["perl", "-c", "{root}/examples/perl/update_user.pl"]],
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
                "for file in {root}/bindings/php/*.php {root}/bindings/php/src/*.php; do php -l $file || exit; done",
            ],
            &["php", "-l", "{root}/examples/php/update_user.php"],
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
        prepare: &[],
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
        prepare: &[&[
            "make",
            "--silent",
            "--always-make",
            "--directory={root}/bindings/tcl",
            "OUT={out}",
            "DESTDIR={out}/package",
            "CFLAGS=-O2 -Werror",
            "install",
        ]],
        script: &["tclsh", "-encoding", "utf-8", "script.tcl", "{out}/package"],
        example: &["env", "TCLLIBPATH={out}/package", "tclsh", "{root}/examples/tcl/update_user.tcl"],
        left_out: &[],
    },
];
