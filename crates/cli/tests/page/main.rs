//! The page of the sandbox in a headless Chromium, and the command line that talks to the sandbox.

mod browser;

use browser::Browser;
use std::process::{Command, Output};
use zoomuser_sandbox::Sandbox;

const TAB: u32 = 9;
const ENTER: u32 = 13;
const ESCAPE: u32 = 27;
const RIGHT: u32 = 39;

/// A sandbox and its page.
struct Page {
    sandbox: Sandbox,
    browser: Browser,
}

impl Page {
    /// `None` without Chromium.
    fn open(name: &str) -> Option<Page> {
        let mut browser = Browser::start(name)?;
        let sandbox = Sandbox::start().expect("the sandbox starts");
        browser.set_width(1280);
        browser.go(&sandbox.page_url());
        browser.wait("document.getElementById('live').textContent === 'live' && state !== null");
        Some(Page { sandbox, browser })
    }

    /// Runs a shell command with the token in the environment.
    fn shell(&self, script: &str) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_zoomuser")).parent().expect("a folder");
        Command::new("sh")
            .args(["-c", script])
            .env("PATH", format!("{}:{path}", program.display()))
            .env("ZOOM_TOKEN", self.sandbox.token())
            .env("XDG_RUNTIME_DIR", env!("CARGO_TARGET_TMPDIR"))
            .env("TMPDIR", env!("CARGO_TARGET_TMPDIR"))
            .output()
            .expect("sh runs")
    }

    fn update(&self, user: &str, fields: &str) -> Output {
        let base_url = self.sandbox.http_base_url();
        self.shell(&format!("zoomuser update {user} {fields} --option base_url={base_url} --option max_retries=0"))
    }

    fn show(&mut self, tab: &str) {
        self.browser.value(&format!("document.getElementById('tab-{tab}').click()"));
    }

    fn member(&self, user: &str, name: &str) -> serde_json::Value {
        let user = self.sandbox.user(user).expect("a user");
        serde_json::from_str::<serde_json::Value>(&user).expect("JSON")[name].take()
    }

    /// The page has reported nothing.
    fn end(self) {
        assert_eq!(self.browser.complaints, [""; 0]);
    }
}

#[test]
fn requests_appear_with_everything_about_them() {
    let Some(mut page) = Page::open("requests") else { return };
    page.browser.wait("!document.getElementById('empty').hidden");
    assert!(page.update("jane@example.com", "dept=Research").status.success());
    page.browser.wait("document.querySelectorAll('#rows tr').length === 1");
    page.browser.value("document.querySelector('#rows tr').click()");
    page.browser.wait("document.querySelector('#detail').innerText.includes('HTTP/1.1 204 No Content')");
    let detail = page.browser.value("document.querySelector('#detail').innerText");
    let detail = detail.as_str().expect("text");
    for part in
        ["PATCH /v2/users/jane@example.com", "Zoom accepts this update.", "Bearer *************", "\"Research\""]
    {
        assert!(detail.contains(part), "{part} in {detail}");
    }
    assert!(!detail.contains(page.sandbox.token()), "{detail}");

    // What is copied does the same again.
    for name in ["curl", "zoomuser command"] {
        page.sandbox.put_user("jane@example.com", r#"{"dept":"Before"}"#);
        let copy =
            format!("document.getElementById('copy-as').value = '{name}'; document.getElementById('copy').click()");
        page.browser.value(&copy);
        let program = page.browser.value("document.getElementById('program').textContent");
        let program = program.as_str().expect("text");
        if name == "curl" && !page.shell("command -v curl").status.success() {
            assert!(std::env::var_os("CI").is_none(), "curl is missing: apt-get install curl");
            continue;
        }
        let ran = page.shell(program);
        assert!(ran.status.success(), "{program}: {}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(page.member("jane@example.com", "dept"), "Research", "{program}");
    }
    for (name, part) in
        [("C", "zoom_update_user(token, \"jane@example.com\""), ("Python", "fields={\"dept\": \"Research\"}")]
    {
        page.browser.value(&format!(
            "document.getElementById('copy-as').value = '{name}'; document.getElementById('copy').click()"
        ));
        let program = page.browser.value("document.getElementById('program').textContent");
        assert!(program.as_str().expect("text").contains(part), "{program}");
    }
    page.end();
}

#[test]
fn a_bulk_run_shows_how_far_it_is() {
    let Some(mut page) = Page::open("runs") else { return };
    page.show("runs");
    page.browser.wait("document.getElementById('runs').innerText.includes('No bulk run came yet.')");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("page-runs");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("made");
    let file = folder.join("users.csv");
    std::fs::write(&file, "email,dept\njane@example.com,One\njohn@example.com,Two\nnobody@example.com,x\n")
        .expect("written");
    let base_url = page.sandbox.http_base_url();
    let script = format!(
        "zoomuser bulk apply '{}' --yes --no-read --max-loss 100% --option base_url={base_url} --option max_retries=0",
        file.display()
    );
    assert_eq!(page.shell(&script).status.code(), Some(12), "one row failed");
    page.browser.wait("document.getElementById('runs').innerText.includes('row 3 of 3')");
    let cells =
        page.browser.value("[...document.querySelectorAll('#runs tbody td')].map(cell => cell.innerText).join('|')");
    let cells: Vec<&str> = cells.as_str().expect("text").split('|').collect();
    assert_eq!((cells[0], &cells[3..]), ("users.csv.run-1", &["3", "2", "0", "1"][..]), "{cells:?}");
    let progress = page.browser.value("document.querySelector('#runs progress').position");
    assert_eq!(progress, 1);
    page.end();
}

#[test]
fn a_pause_holds_back_new_requests_only() {
    let Some(mut page) = Page::open("pause") else { return };
    let rows = |count| format!("document.querySelectorAll('#rows tr').length === {count}");
    let pause = "[...document.querySelectorAll('#main button')].find(button => button.textContent === 'Pause').click()";
    let filter = |text| {
        format!(
            "document.getElementById('filter').value = '{text}'; \
             document.getElementById('filter').dispatchEvent(new Event('input'))"
        )
    };
    assert!(page.update("jane@example.com", "dept=One").status.success());
    page.browser.wait(&rows(1));
    page.browser.value(pause);
    assert!(page.update("john@example.com", "dept=Two").status.success());
    page.browser.wait("exchanges.length === 2");
    page.browser.value(&filter("nothing"));
    page.browser.wait(&rows(0));
    page.browser.value(&filter(""));
    page.browser.wait(&rows(1));
    page.show("users");
    page.show("requests");
    assert_eq!(page.browser.value(&rows(1)), true, "the tab comes back as it was");
    page.browser.value("document.querySelector('#rows tr').click()");
    page.browser.wait("document.querySelector('#rows tr').classList.contains('picked')");
    page.browser.value(pause);
    page.browser.wait(&rows(2));
    page.browser.value(pause);
    page.browser
        .value("[...document.querySelectorAll('#main button')].find(button => button.textContent === 'Clear the list').click()");
    page.browser.wait(&rows(0));
    page.end();
}

#[test]
fn a_fault_is_asked_for_with_the_keyboard() {
    let Some(mut page) = Page::open("faults") else { return };
    let focus = "document.activeElement";
    page.browser.value("document.body.focus()");
    for _ in 0..10 {
        if page.browser.value(&format!("{focus}.id")) == "tab-requests" {
            break;
        }
        page.browser.press("Tab", TAB);
    }
    page.browser.press("ArrowRight", RIGHT);
    page.browser.press("ArrowRight", RIGHT);
    assert_eq!(page.browser.value(&format!("{focus}.id")), "tab-faults");
    for _ in 0..20 {
        page.browser.press("Tab", TAB);
        if page.browser.value(&format!("{focus}.dataset.fault")) == "rate-second" {
            break;
        }
    }
    let shown = page.browser.value("document.getElementById('call').textContent");
    let expected = format!(
        "curl -X POST -d '{{\"fault\":\"rate-second\",\"times\":1}}' {}/_sandbox/faults",
        page.sandbox.http_url()
    );
    assert_eq!(shown, expected.as_str(), "the button is shown as a call");
    page.browser.press("Enter", ENTER);
    let chip = "document.querySelector('#chips').innerText.includes('rate-second')";
    page.browser.wait(chip);
    let failed = page.update("jane@example.com", "dept=Research");
    assert!(String::from_utf8_lossy(&failed.stderr).contains("HTTP 429"), "{failed:?}");
    page.browser.wait(&format!("!{chip}"));
    assert!(page.update("jane@example.com", "dept=Research").status.success());
    page.end();
}

#[test]
fn an_edit_is_what_a_program_reads_and_can_be_taken_back() {
    let Some(mut page) = Page::open("users") else { return };
    page.show("users");
    let cell = "document.querySelector('[aria-label^=\"dept of jane@example.com\"]')";
    page.browser.wait(&format!("{cell}.textContent === 'Sales'"));
    page.browser.value(&format!("{cell}.click()"));
    page.browser.insert("<b>R&D</b>");
    page.browser.press("Enter", ENTER);
    page.browser.wait(&format!("{cell}.textContent === '<b>R&D</b>'"));
    assert_eq!(page.member("jane@example.com", "dept"), "<b>R&D</b>", "text, not markup");
    page.sandbox.put_user("a b", "{}");
    let kind = "document.querySelector('[aria-label^=\"type of a b@example.com\"]')";
    page.browser.wait(kind);
    page.browser.value(&format!("{kind}.click()"));
    let shown = page.browser.value("document.getElementById('call').textContent");
    let expected = format!("curl -X PUT -d '{{\"type\":1}}' {}/_sandbox/users/a%20b", page.sandbox.http_url());
    assert_eq!(shown, expected.as_str(), "the call that the edit makes");
    page.browser.press("Escape", ESCAPE);

    assert!(page.update("jane@example.com", "job_title=Head").status.success());
    page.browser.wait("[...document.querySelectorAll('td.changed')].some(cell => cell.innerText === 'Head' && cell.title === 'before: Consultant')");
    let undo = "[...document.querySelectorAll('#changes button')]";
    page.browser.wait(&format!("{undo}.length === 2"));
    page.browser.value(&format!("{undo}[1].click()"));
    page.browser.wait(&format!("{cell}.textContent === 'Sales'"));
    assert_eq!(page.member("jane@example.com", "job_title"), "Head", "the other change stays");
    page.end();
}

#[test]
fn limits_and_scopes_are_switched() {
    let Some(mut page) = Page::open("limits") else { return };
    page.show("limits");
    page.browser.value("document.querySelector('[data-plan=free]').click()");
    page.browser.wait("document.querySelector('[data-plan=free]').getAttribute('aria-pressed') === 'true'");
    page.browser.wait("document.querySelector('#light').innerText.includes('of 4')");
    let file = format!("{}/page-{}.csv", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    std::fs::write(&file, "email,dept\njane@example.com,One\njohn@example.com,Two\n").expect("written");
    let (base_url, folder) = (page.sandbox.http_base_url(), format!("{file}.run"));
    let ran = page.shell(&format!(
        "zoomuser bulk apply {file} --run {folder} --yes --plan free --base-url {base_url} --user-agent run-1"
    ));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    page.browser.wait("document.querySelector('#clients').innerText.includes('run-1, token ')");
    std::fs::remove_dir_all(folder).and_then(|()| std::fs::remove_file(file)).expect("removed");
    page.show("tokens");
    page.browser.value("document.querySelector('[aria-label=\"user:update:user:admin\"]').click()");
    page.browser.wait("document.querySelector('#scopes').innerText.includes('4711')");
    let failed = page.update("jane@example.com", "dept=Research");
    assert!(String::from_utf8_lossy(&failed.stderr).contains("4711"), "{failed:?}");
    page.end();
}

#[test]
fn it_is_dark_and_narrow_where_asked() {
    let Some(mut page) = Page::open("look") else { return };
    let background = "getComputedStyle(document.body).backgroundColor";
    page.browser.prefer("light");
    let light = page.browser.value(background);
    page.browser.prefer("dark");
    assert_ne!(page.browser.value(background), light);
    page.browser.set_width(420);
    for tab in ["requests", "users", "faults", "limits", "tokens", "connections"] {
        page.show(tab);
        let wide = page.browser.value("document.documentElement.scrollWidth > innerWidth");
        assert_eq!(wide, false, "{tab} is wider than the window");
    }
    page.end();
}
