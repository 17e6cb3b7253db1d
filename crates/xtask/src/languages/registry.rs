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
];

const PASCAL_STRICT: &str = "-Sewnh";
const PASCAL_UNITS: &str = "-Fu{root}/bindings/pascal";
