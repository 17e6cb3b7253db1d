//! The program `zoomuser`.

#![forbid(unsafe_code)]

fn main() {
    let run = |streams: zoomuser_cli::Streams<'_>| zoomuser_cli::run(std::env::args_os().skip(1), streams);
    std::process::exit(zoomuser_cli::Streams::of_process(run));
}
