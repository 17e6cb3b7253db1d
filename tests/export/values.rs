//! Values with a special meaning in a shell, a configuration file or a form.

/// Texts that every form must carry.
pub(crate) const NASTY: &[&str] = &[
    "plain",
    "",
    " lead and trail ",
    "D'oh \"quoted\" `cmd` $HOME ${HOME} $(id) \\ \\\\ \\\" \\n",
    "50% %PATH% %% !x! ^ & | < > ( ) ; # ~ *",
    "@/etc/passwd",
    "<file;type=text/html;filename=\"x\"",
    "=a=b",
    "{{not closed",
    "\\",
    "a\\",
    "\\\"",
    "--data @x",
];

/// Texts that `cmd.exe` and its neighbours cannot carry in a form.
pub(crate) const NASTIER: &[&str] = &[
    "line\nfeed",
    "line\r\nend\n",
    "tab\tand \u{1b}[2J bell \u{7}",
    "Grüße 名前 😀 “smart” ‘quotes’ \u{202e}",
    "\n\"@\n'@\n",
];

/// An object with a text for each of some fields that take any text.
pub(crate) fn object(texts: &[&str]) -> String {
    const NAMES: &[&str] = &["dept", "cost_center", "pronouns", "vanity_name", "cms_user_id", "group_id"];
    let members = NAMES
        .iter()
        .zip(texts)
        .map(|(name, text)| format!("\"{name}\":{}", serde_json::to_string(text).expect("JSON")));
    format!("{{{},\"type\":2,\"use_pmi\":true,\"login_type\":100}}", members.collect::<Vec<_>>().join(","))
}

/// All texts, some at a time.
pub(crate) fn objects(texts: &[&str]) -> Vec<String> {
    texts.chunks(6).map(object).collect()
}
