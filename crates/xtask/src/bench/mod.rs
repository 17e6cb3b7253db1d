//! `cargo xtask bench`: the library compared with libcurl, the program curl, and a program that does the least possible
//! (`tests/bench/floor.c`), alternately in one run.
//!
//! Machines are shared and noisy, so that only ratios count: each round measures both, and the median of the rounds'
//! ratios is the result.

mod nginx;
pub(crate) mod python;

use crate::command::{cargo, command, flag, is_there, output, root, run, target_dir};
use crate::files;
use crate::native::link_soname;
use nginx::Server;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const ROUNDS: usize = 9;
const KEPT_REQUESTS: &str = "3000";
const FRESH_REQUESTS: &str = "300";
const ONE_CALL_REQUESTS: &str = "1000";
const PROCESSES: usize = 40;

/// What must be there, and the package of Debian that brings it.
const NEEDS: &[(&str, &str)] = &[
    ("gcc", "gcc"),
    ("nginx", "nginx-light"),
    ("openssl", "openssl"),
    ("curl", "curl"),
    ("curl-config", "libcurl4-openssl-dev libssl-dev"),
];

/// What the two programs print: microseconds of wall and CPU time a request, peak memory in KiB.
struct Figures {
    wall: f64,
    cpu: f64,
    memory: f64,
}

/// A row of the table.
struct Row {
    what: &'static str,
    ours: String,
    /// The figure of the other program, and its name.
    other: String,
    ratio: f64,
    goal: f64,
}

/// The whole benchmark.
pub(crate) fn run_all() -> Result<(), String> {
    insist_on(NEEDS)?;
    let folder = folder()?;
    let programs = build(&folder)?;
    let server = Server::start(&folder, false)?;
    let setup = Setup { url: &server.url, ca_file: &server.ca_file, programs: &programs };
    let mut rows = setup.kept()?;
    rows.extend(setup.fresh()?);
    rows.push(setup.one_shot(&folder)?);
    rows.push(setup.one_call()?);
    print(&rows);
    // Each is run, whatever became of the one before; a goal that is missed is an error.
    ["encode", "cancel", "pacing", "bulk_check", "bulk_apply"].map(run_one).into_iter().collect()
}

/// One of the benchmarks of the Rust library.
pub(crate) fn run_one(name: &str) -> Result<(), String> {
    run(cargo().args(["bench", "--quiet", "--package", "zoomuser-tests", "--bench", name]))
}

/// The rate that machines share on a server.
pub(crate) fn share() -> Result<(), String> {
    insist_on(&[("redis-server", "redis-server")])?;
    let bench = ["bench", "--quiet", "--package", "zoomuser-tests", "--bench", "pacing", "--", "share"];
    run(cargo().args(bench))
}

/// The journal of a bulk run with a million rows.
pub(crate) fn bulk_resume() -> Result<(), String> {
    run(cargo().args(["bench", "--quiet", "--package", "zoomuser-bulk", "--bench", "resume"]))
}

/// Fails unless these programs are there.
pub(crate) fn insist_on(needs: &[(&str, &str)]) -> Result<(), String> {
    let missing: Vec<&str> = needs.iter().filter(|(program, _)| !is_there(program)).map(|need| need.1).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("the benchmark needs more programs: apt-get install {}", missing.join(" ")))
}

/// Where the benchmarks leave their files.
pub(crate) fn folder() -> Result<PathBuf, String> {
    let folder = target_dir().join("bench");
    files::folder(&folder)?;
    Ok(folder)
}

/// Ours, libcurl's, the least that a client can do, and ours for a single call.
struct Programs {
    zoomuser: PathBuf,
    curl: PathBuf,
    floor: PathBuf,
    oneshot: PathBuf,
}

fn build(folder: &Path) -> Result<Programs, String> {
    let (mut compiler, curl) = compiler(folder, "curl");
    run(compiler.arg("-lcurl"))?;
    let (mut compiler, floor) = self::compiler(folder, "floor");
    run(compiler.args(["-lssl", "-lcrypto"]))?;
    Ok(Programs { zoomuser: compile_ours(folder, "zoomuser")?, curl, floor, oneshot: compile_ours(folder, "oneshot")? })
}

/// A program of `tests/bench` on libzoomuser.so; shared, as libcurl is.
pub(crate) fn compile_ours(folder: &Path, name: &str) -> Result<PathBuf, String> {
    run(cargo().args(["build", "--quiet", "--release", "--package", "zoomuser-ffi"]))?;
    let library = target_dir().join("release");
    link_soname(&library)?;
    let (mut compiler, program) = compiler(folder, name);
    run(compiler.arg("-L").arg(&library).arg(flag("-Wl,-rpath,", &library)).arg("-lzoomuser"))?;
    Ok(program)
}

/// The command that compiles a program of `tests/bench`, still without its library, and where it puts it.
fn compiler(folder: &Path, name: &str) -> (Command, PathBuf) {
    let program = folder.join(name);
    let mut compiler = command("gcc");
    compiler.args(["-std=c99", "-D_DEFAULT_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror", "-I"]);
    compiler.arg(root().join("include")).arg(root().join(format!("tests/bench/{name}.c"))).arg("-o").arg(&program);
    (compiler, program)
}

struct Setup<'a> {
    url: &'a str,
    ca_file: &'a Path,
    programs: &'a Programs,
}

impl Setup<'_> {
    fn measure(&self, program: &Path, requests: &str, mode: &str) -> Result<Figures, String> {
        let said = output(command(program).arg(self.url).arg(self.ca_file).args([requests, mode]))?;
        let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        match numbers.as_slice() {
            [wall, cpu, memory] => Ok(Figures { wall: *wall, cpu: *cpu, memory: *memory }),
            _ => Err(format!("{}: expected three numbers, got {said}", program.display())),
        }
    }

    /// Requests on a kept connection.
    fn kept(&self) -> Result<Vec<Row>, String> {
        const WALL: &str = "a request on a kept connection, wall";
        const CPU: &str = "a request on a kept connection, CPU";
        let Programs { zoomuser, curl, floor, .. } = self.programs;
        let rounds = self.rounds([zoomuser, curl, floor], KEPT_REQUESTS, "keep")?;
        let row = |what, other: usize, name, pick: fn(&Figures) -> f64, unit, goal| {
            let pairs = rounds.iter().map(|round| (pick(&round[0]), pick(&round[other]))).collect();
            row(what, pairs, unit, name, goal)
        };
        Ok(vec![
            row(WALL, 1, "libcurl", |f| f.wall, "µs", 0.7),
            row(CPU, 1, "libcurl", |f| f.cpu, "µs", 0.55),
            row(WALL, 2, "the floor", |f| f.wall, "µs", 1.3),
            row(CPU, 2, "the floor", |f| f.cpu, "µs", 1.5),
            row("peak memory", 1, "libcurl", |f| f.memory, "KiB", 0.35),
        ])
    }

    /// Requests with a new connection each.
    fn fresh(&self) -> Result<Vec<Row>, String> {
        let Programs { zoomuser, curl, .. } = self.programs;
        let rounds = self.rounds([zoomuser, curl], FRESH_REQUESTS, "fresh")?;
        let row = |what, pick: fn(&Figures) -> f64, goal| {
            row(what, rounds.iter().map(|[ours, theirs]| (pick(ours), pick(theirs))).collect(), "µs", "libcurl", goal)
        };
        Ok(vec![
            row("a request on a new connection, wall", |f| f.wall, 0.7),
            row("a request on a new connection, CPU", |f| f.cpu, 0.35),
        ])
    }

    /// What each of the programs measures, alternately.
    fn rounds<const N: usize>(
        &self,
        programs: [&PathBuf; N],
        count: &str,
        mode: &str,
    ) -> Result<Vec<[Figures; N]>, String> {
        let round = |_| {
            let figures: Result<Vec<_>, _> =
                programs.iter().map(|program| self.measure(program, count, mode)).collect();
            figures?.try_into().map_err(|_| "a program was not measured".to_owned())
        };
        (0..ROUNDS).map(round).collect()
    }

    /// A process that sends one PATCH and ends, with the system's authorities loaded, compared with the program curl.
    fn one_shot(&self, folder: &Path) -> Result<Row, String> {
        let system = fs::read("/etc/ssl/certs/ca-certificates.crt").unwrap_or_default();
        let both = folder.join("system-and-ca.pem");
        let own = fs::read(self.ca_file).map_err(|error| error.to_string())?;
        fs::write(&both, [system, own].concat()).map_err(|error| error.to_string())?;
        let mut ours = command(&self.programs.oneshot);
        // The authorities of the system, wherever the benchmark runs.
        ours.arg(self.url).arg(self.ca_file).env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR");
        let mut curl = command("curl");
        curl.args(["-sS", "-X", "PATCH", "--noproxy", "*", "-H", "Authorization: Bearer token-of-the-benchmark"]);
        curl.args(["-H", "Accept: application/json", "--form-string", "first_name=Ada", "--form-string"]);
        curl.arg("dept=Research").arg("--cacert").arg(&both).arg(format!("{}/users/ada@example.com", self.url));
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let mut times = [Vec::new(), Vec::new()];
            for _ in 0..PROCESSES / ROUNDS + 1 {
                for (program, times) in [&mut ours, &mut curl].into_iter().zip(&mut times) {
                    let started = Instant::now();
                    run(program)?;
                    times.push(started.elapsed().as_secs_f64() * 1e6);
                }
            }
            let [ours, theirs] = times.map(median);
            rounds.push((ours, theirs));
        }
        Ok(row("a process with one PATCH, wall", rounds, "µs", "the program curl", 0.2))
    }

    /// `zoom_update_user` in a loop compared with a client in a loop.
    fn one_call(&self) -> Result<Row, String> {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let call = self.measure(&self.programs.zoomuser, ONE_CALL_REQUESTS, "call")?;
            let client = self.measure(&self.programs.zoomuser, ONE_CALL_REQUESTS, "keep")?;
            rounds.push((call.wall, client.wall));
        }
        Ok(row("`zoom_update_user` in a loop, wall", rounds, "µs", "a `zoom_client` in a loop", 1.3))
    }
}

fn row(what: &'static str, rounds: Vec<(f64, f64)>, unit: &str, other: &str, goal: f64) -> Row {
    let ratio = median(rounds.iter().map(|(ours, theirs)| ours / theirs).collect());
    let shown = |values: Vec<f64>| format!("{:.0} {unit}", median(values));
    let (ours, theirs) = rounds.into_iter().unzip();
    Row { what, ours: shown(ours), other: format!("{} ({other})", shown(theirs)), ratio, goal }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn print(rows: &[Row]) {
    println!("\n| measurement | libzoomuser | compared with | ratio | goal |\n| --- | --- | --- | --- | --- |");
    for Row { what, ours, other, ratio, goal } in rows {
        let verdict = if ratio <= goal { "" } else { " (missed)" };
        println!("| {what} | {ours} | {other} | {ratio:.2} | {goal}{verdict} |");
    }
    println!();
}
