//! A headless Chromium, driven by the DevTools protocol over a pipe.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// The longest wait for a state, on a busy machine.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// It has one page, and is killed at the end.
pub(crate) struct Browser {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: u64,
    session: Option<String>,
    profile: PathBuf,
    /// What the page reported: exceptions, errors, violations of its policy.
    pub(crate) complaints: Vec<String>,
}

impl Browser {
    /// `None` without Chromium, which the environment variable `CI` forbids.
    pub(crate) fn start(name: &str) -> Option<Browser> {
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("chromium-{name}-{}", process::id()));
        // The browser reads commands from descriptor 3 and writes to 4.
        let script = "command -v chromium >/dev/null || exit 127; \
             exec chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars --no-first-run \
             --disable-background-networking --disable-component-update --disable-sync --remote-debugging-pipe \
             --user-data-dir=\"$1\" about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1";
        let child = Command::new("sh")
            .args(["-c", script, "sh"])
            .arg(&profile)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh runs");
        let mut browser = Browser::of(child, profile);
        let Some(target) = browser.command("Target.createTarget", &json!({ "url": "about:blank" })) else {
            assert!(env::var_os("CI").is_none(), "chromium is missing: apt-get install chromium");
            return None;
        };
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.command("Target.attachToTarget", &attach).expect("a session");
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log"] {
            browser.send(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    fn of(mut child: Child, profile: PathBuf) -> Browser {
        let input = child.stdin.take().expect("piped");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        Browser { child, input, output, last: 0, session: None, profile, complaints: Vec::new() }
    }

    /// Sends a command and returns its result; `None` if the browser has ended.
    fn command(&mut self, method: &str, params: &Value) -> Option<Value> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = session.as_str().into();
        }
        self.input.write_all(format!("{message}\0").as_bytes()).ok()?;
        loop {
            let mut bytes = Vec::new();
            if self.output.read_until(0, &mut bytes).expect("reading") == 0 {
                return None;
            }
            bytes.pop();
            let mut answer: Value = serde_json::from_slice(&bytes).expect("JSON");
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Some(answer["result"].take());
            }
            let is_error = answer["params"]["entry"]["level"] == "error";
            if answer["method"] == "Runtime.exceptionThrown" || (answer["method"] == "Log.entryAdded" && is_error) {
                self.complaints.push(answer["params"].to_string());
            }
        }
    }

    fn send(&mut self, method: &str, params: &Value) -> Value {
        self.command(method, params).expect("the browser runs")
    }

    pub(crate) fn go(&mut self, url: &str) {
        self.send("Page.navigate", &json!({ "url": url }));
    }

    /// The value of a JavaScript expression.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut result = self.send("Runtime.evaluate", &params);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    /// Waits until an expression is true. An expression that fails is not true yet.
    pub(crate) fn wait(&mut self, expression: &str) {
        let caught = format!("(() => {{ try {{ return !!({expression}); }} catch {{ return false; }} }})()");
        let end = Instant::now() + MAX_WAIT;
        while self.value(&caught) != true {
            if Instant::now() > end {
                let shown = self.value("document.body.innerText");
                panic!("{expression} did not become true; {:?}; the page shows {shown}", self.complaints);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key.
    pub(crate) fn press(&mut self, key: &str, code: u32) {
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let params = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
            self.send("Input.dispatchKeyEvent", &params);
        }
    }

    /// Types text into what has the focus.
    pub(crate) fn insert(&mut self, text: &str) {
        self.send("Input.insertText", &json!({ "text": text }));
    }

    pub(crate) fn prefer(&mut self, color_scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": color_scheme });
        self.send("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
    }

    pub(crate) fn set_width(&mut self, width: u32) {
        let params = json!({ "width": width, "height": 820, "deviceScaleFactor": 1, "mobile": false });
        self.send("Emulation.setDeviceMetricsOverride", &params);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its helper processes end after it, and may still write there.
        let removed = |_| {
            thread::sleep(Duration::from_millis(20));
            fs::remove_dir_all(&self.profile).is_ok()
        };
        (0..100).any(removed);
    }
}
