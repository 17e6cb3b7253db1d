//! The server of the benchmarks.

use crate::command::{command, run};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// An authority, and a certificate of it for `localhost`.
fn make_certificates(folder: &Path) -> Result<PathBuf, String> {
    let openssl = |words: &str| {
        let mut openssl = command("openssl");
        openssl.current_dir(folder).args(words.split_whitespace()).stderr(Stdio::null());
        run(&mut openssl)
    };
    fs::write(folder.join("leaf.ext"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        .map_err(|error| error.to_string())?;
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -days 30 -subj /CN=benchmark"))?;
    openssl(&format!("req {key} -keyout leaf.key -out leaf.csr -subj /CN=localhost"))?;
    openssl(
        "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem -days 30 -extfile leaf.ext",
    )?;
    Ok(folder.join("ca.pem"))
}

/// Ports that are tried: another process may take one before nginx has it.
const TRIES: usize = 5;

/// nginx on loopback, which answers 204 to everything.
pub(crate) struct Server {
    nginx: Child,
    pub(crate) url: String,
    pub(crate) ca_file: PathBuf,
}

impl Server {
    /// Makes the certificates, writes the configuration and waits until it listens; its worker runs on any core, or on
    /// the first only.
    pub(crate) fn start(folder: &Path, on_first_core: bool) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let ca_file = make_certificates(folder)?;
        for _ in 0..TRIES {
            let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
            let port = port.map_err(|error| error.to_string())?.port();
            let config = folder.join("nginx.conf");
            fs::write(&config, settings(folder, port, on_first_core)).map_err(|error| error.to_string())?;
            let nginx = command("nginx").arg("-c").arg(&config).stderr(Stdio::null()).spawn();
            let nginx = nginx.map_err(|error| error.to_string())?;
            let url = format!("https://localhost:{port}/v2");
            let mut server = Self { nginx, url, ca_file: ca_file.clone() };
            if server.listens(folder) {
                return Ok(server);
            }
        }
        Err("nginx does not start".to_owned())
    }

    /// Waits until it listens: then it writes its number into its file. It ends if another process has taken the port.
    fn listens(&mut self, folder: &Path) -> bool {
        let number = format!("{}\n", self.nginx.id());
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && matches!(self.nginx.try_wait(), Ok(None)) {
            if fs::read_to_string(folder.join("nginx.pid")).is_ok_and(|written| written == number) {
                return true;
            }
            thread::yield_now();
        }
        false
    }
}

fn settings(folder: &Path, port: u16, on_first_core: bool) -> String {
    let here = folder.display();
    let affinity = if on_first_core { "worker_cpu_affinity 1;" } else { "" };
    format!(
        "worker_processes 1; {affinity} daemon off; pid {here}/nginx.pid; error_log {here}/error.log;\n\
         events {{ worker_connections 512; }}\n\
         http {{ access_log off; keepalive_requests 10000000; client_body_temp_path {here}/body;\n\
         proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/f; uwsgi_temp_path {here}/u; scgi_temp_path {here}/s;\n\
         server {{ listen 127.0.0.1:{port} ssl; ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate {here}/leaf.pem;\n\
         ssl_certificate_key {here}/leaf.key; location / {{ return 204; }} }} }}\n"
    )
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its workers go with it when it is asked to end; killed, it would leave them behind.
        let asked = command("kill").arg(self.nginx.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.nginx.kill();
        }
        let _ = self.nginx.wait();
    }
}
