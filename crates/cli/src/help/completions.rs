//! Completions for shells, from the same tables as help and parsing.

use crate::args::flags::{Completion, accepted, dashed, is_switch, option_completion, options_of};
use crate::args::topic::{Shell, Topic};

/// The script that a shell loads to complete command lines of `zoomuser`.
pub fn completions(shell: Shell) -> String {
    match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
        Shell::PowerShell => powershell(),
    }
}

/// A flag as shells need it.
struct ShellFlag {
    long: String,
    short: Option<char>,
    takes_value: bool,
    completion: Completion,
    doc: String,
}

/// The flags of a command, those of the library's options included.
fn flags(topic: Topic) -> Vec<ShellFlag> {
    let own = accepted(topic).map(|flag| ShellFlag {
        long: flag.long.to_owned(),
        short: flag.short,
        takes_value: flag.value.is_some(),
        completion: flag.value.map_or(Completion::NoWords, |(_, completion)| completion),
        doc: flag.doc.to_owned(),
    });
    let options = options_of(topic).map(|option| ShellFlag {
        long: dashed(option),
        short: None,
        takes_value: !is_switch(option),
        completion: option_completion(option),
        doc: option.help.to_owned(),
    });
    let help = ShellFlag {
        long: "help".to_owned(),
        short: Some('h'),
        takes_value: false,
        completion: Completion::NoWords,
        doc: "show help".to_owned(),
    };
    own.chain(options).chain([help]).collect()
}

/// Whether the positional arguments of a command are files.
fn takes_file(topic: Topic) -> bool {
    topic == Topic::Import || Topic::BULK.contains(&topic)
}

fn command_names() -> String {
    Topic::COMMANDS.map(Topic::name).join(" ")
}

fn bash() -> String {
    let mut cases = String::new();
    for topic in Topic::all() {
        let flags = flags(topic);
        cases.push_str(&format!("    '{}')\n      case $prev in\n", topic.name()));
        for flag in flags.iter().filter(|flag| flag.takes_value) {
            let reply = match flag.completion {
                Completion::NoWords => String::new(),
                Completion::File => "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); ".to_owned(),
                Completion::Words(words) => {
                    format!("COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); ", words.join(" "))
                }
            };
            cases.push_str(&format!("        --{}) {reply}return ;;\n", flag.long));
        }
        let names: Vec<String> = flags.iter().map(|flag| format!("--{}", flag.long)).collect();
        cases.push_str(&format!(
            "      esac\n      flags=\"{}\"\n      words=\"{}\"\n",
            names.join(" "),
            topic.words().join(" ")
        ));
        if takes_file(topic) {
            cases.push_str("      files=1\n");
        }
        cases.push_str("      ;;\n");
    }
    format!(
        r#"# bash completion for zoomuser

_zoomuser() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} flags= words= files=
  COMPREPLY=()
  # bash splits --name=value at the =.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  if [[ ${{COMP_WORDS[COMP_CWORD]}} == = || ${{COMP_WORDS[COMP_CWORD-1]}} == = ]] && [[ $prev != -* ]]; then
    return
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "{commands} --help --version" -- "$cur"))
    return
  fi
  local command=${{COMP_WORDS[1]}}
  if [[ $command == bulk ]] && ((COMP_CWORD > 2)); then
    command="bulk ${{COMP_WORDS[2]}}"
  fi
  case $command in
{cases}  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  elif [[ $files ]]; then
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    if [[ ${{COMPREPLY[0]}} == *= ]]; then compopt -o nospace; fi
  fi
}}

complete -F _zoomuser zoomuser
"#,
        commands = command_names(),
    )
}

fn zsh() -> String {
    // The text stands in single quotes, and in brackets for `_arguments`.
    let doc = |text: &str| text.replace('\'', "").replace('[', "(").replace(']', ")");
    let mut commands = String::new();
    let mut cases = String::new();
    for topic in Topic::COMMANDS {
        commands.push_str(&format!("      '{}:{}'\n", topic.name(), doc(topic.summary()).replace(':', "\\:")));
    }
    for topic in Topic::all() {
        cases.push_str(&format!("    '{}')\n      _arguments -S", topic.name()));
        for flag in flags(topic) {
            let value = match flag.completion {
                _ if !flag.takes_value => String::new(),
                Completion::NoWords => ":value: ".to_owned(),
                Completion::File => ":file:_files".to_owned(),
                Completion::Words(words) => format!(":value:({})", words.join(" ")),
            };
            let equals = if flag.takes_value { "=" } else { "" };
            let text = doc(&flag.doc);
            if let Some(short) = flag.short {
                cases.push_str(&format!(" \\\n        '*-{short}[{text}]'"));
            }
            cases.push_str(&format!(" \\\n        '*--{}{equals}[{text}]{value}'", flag.long));
        }
        let words = topic.words();
        if takes_file(topic) {
            cases.push_str(" \\\n        '*:file:_files'");
        } else if words.iter().any(|word| word.ends_with('=')) {
            cases.push_str(&format!(" \\\n        '*:field:compadd -S \"\" {}'", words.join(" ")));
        } else if !words.is_empty() {
            cases.push_str(&format!(" \\\n        '*:argument:({})'", words.join(" ")));
        }
        cases.push_str("\n      ;;\n");
    }
    format!(
        "#compdef zoomuser\n\n_zoomuser() {{\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n{commands}    )\n    \
         _describe command commands\n    return\n  fi\n  shift words\n  (( CURRENT -= 1 ))\n  local command=$words[1]\n  \
         if [[ $command == bulk ]] && (( CURRENT > 2 )); then\n    command=\"bulk $words[2]\"\n    shift words\n    \
         (( CURRENT -= 1 ))\n  fi\n  case $command in\n{cases}  esac\n}}\n\n\
         # The file is autoloaded, or sourced.\nif [[ $funcstack[1] == _zoomuser ]]; then\n  _zoomuser \"$@\"\nelse\n  \
         compdef _zoomuser zoomuser\nfi\n"
    )
}

fn fish() -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
    let mut out = "# fish completion for zoomuser\n\ncomplete -c zoomuser -f\n".to_owned();
    for topic in Topic::COMMANDS {
        let (name, summary) = (topic.name(), quoted(topic.summary()));
        out.push_str(&format!("complete -c zoomuser -n __fish_use_subcommand -a {name} -d {summary}\n"));
    }
    for topic in Topic::all() {
        let start = format!("complete -c zoomuser -n '{}'", fish_condition(topic));
        for flag in flags(topic) {
            let short = flag.short.map(|short| format!(" -s {short}")).unwrap_or_default();
            let value = match flag.completion {
                _ if !flag.takes_value => String::new(),
                Completion::NoWords => " -x".to_owned(),
                Completion::File => " -r -F".to_owned(),
                Completion::Words(words) => format!(" -x -a {}", quoted(&words.join(" "))),
            };
            out.push_str(&format!("{start} -l {}{short}{value} -d {}\n", flag.long, quoted(&flag.doc)));
        }
        if takes_file(topic) {
            out.push_str(&format!("{start} -F\n"));
        } else if !topic.words().is_empty() {
            out.push_str(&format!("{start} -a {}\n", quoted(&topic.words().join(" "))));
        }
    }
    out
}

/// Whether the command line has the words of a command, and not those of one below or beside it.
fn fish_condition(topic: Topic) -> String {
    let seen = |names: &str| format!("__fish_seen_subcommand_from {names}");
    match topic.name().split_once(' ') {
        Some((group, name)) => format!("{}; and {}", seen(group), seen(name)),
        None if !topic.commands().is_empty() => {
            format!("{}; and not {}", seen(topic.name()), seen(&topic.words().join(" ")))
        }
        None => format!("{}; and not {}", seen(topic.name()), seen(Topic::Bulk.name())),
    }
}

fn powershell() -> String {
    let list = |words: &[String]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
    let mut values = String::new();
    let mut cases = String::new();
    for topic in Topic::all() {
        let flags = flags(topic);
        for flag in &flags {
            if let Completion::Words(words) = flag.completion {
                let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
                let (name, long) = (topic.name(), &flag.long);
                values.push_str(&format!("        '{name} --{long}' {{ $values = @({}) }}\n", list(&words)));
            }
        }
        let names: Vec<String> = flags.iter().map(|flag| format!("--{}", flag.long)).chain(topic.words()).collect();
        cases.push_str(&format!("        '{}' {{ $candidates = @({}) }}\n", topic.name(), list(&names)));
    }
    let commands = list(&Topic::COMMANDS.map(|topic| topic.name().to_owned()));
    format!(
        r#"# PowerShell completion for zoomuser

Register-ArgumentCompleter -Native -CommandName zoomuser -ScriptBlock {{
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Where-Object {{ $_.Extent.EndOffset -lt $cursorPosition }} | ForEach-Object {{ "$_" }})
    $candidates = @({commands})
    if ($before.Count -gt 1) {{
        $candidates = @()
        $command = $before[1]
        if ($command -eq 'bulk' -and $before.Count -gt 2) {{ $command = "bulk $($before[2])" }}
        switch ($command) {{
{cases}        }}
        $values = $null
        switch ("$command $($before[-1])") {{
{values}        }}
        if ($null -ne $values) {{ $candidates = $values }}
    }}
    $candidates | Where-Object {{ $_.StartsWith($wordToComplete) }} | ForEach-Object {{
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }}
}}
"#
    )
}
