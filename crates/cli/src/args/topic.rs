//! The commands, and the help page that belongs to none of them.

use zoomuser::internal::schema::FIELDS;

/// A command or a help page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Update,
    Check,
    Render,
    Import,
    Plan,
    Get,
    List,
    Doctor,
    Request,
    /// The help page of the commands below.
    Bulk,
    BulkCheck,
    BulkPlan,
    BulkApply,
    BulkResume,
    BulkUndo,
    BulkReport,
    BulkForget,
    Fields,
    Options,
    Sandbox,
    Completions,
    Man,
    /// `zoomuser help`, which also is the page of the program as a whole.
    Help,
    /// The help page of `--json`.
    Json,
}

impl Topic {
    pub(crate) const COMMANDS: [Self; 16] = [
        Self::Update,
        Self::Check,
        Self::Render,
        Self::Import,
        Self::Plan,
        Self::Get,
        Self::List,
        Self::Doctor,
        Self::Request,
        Self::Bulk,
        Self::Fields,
        Self::Options,
        Self::Sandbox,
        Self::Completions,
        Self::Man,
        Self::Help,
    ];

    /// The commands of `zoomuser bulk`.
    pub(crate) const BULK: [Self; 7] = [
        Self::BulkCheck,
        Self::BulkPlan,
        Self::BulkApply,
        Self::BulkResume,
        Self::BulkUndo,
        Self::BulkReport,
        Self::BulkForget,
    ];

    /// Every command, those of `zoomuser bulk` included.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::COMMANDS.into_iter().flat_map(|topic| std::iter::once(topic).chain(topic.commands().iter().copied()))
    }

    /// The commands of a command.
    pub(crate) const fn commands(self) -> &'static [Self] {
        match self {
            Self::Bulk => &Self::BULK,
            _ => &[],
        }
    }

    /// The name, the arguments and what it does, in one line each.
    const fn texts(self) -> [&'static str; 3] {
        match self {
            Self::Update => ["update", "USER name=value...", "change a user"],
            Self::Check => ["check", "[USER] name=value...", "validate an update, send nothing"],
            Self::Render => ["render", "USER name=value...", "print the request as curl, Postman, ..."],
            Self::Import => ["import", "FILE", "turn a curl command into a program"],
            Self::Plan => ["plan", "USER name=value...", "read the user, show what would change"],
            Self::Get => ["get", "USER", "read a user"],
            Self::List => ["list", "", "list the users of the account"],
            Self::Doctor => ["doctor", "", "find what keeps updates from Zoom"],
            Self::Request => ["request", "METHOD PATH", "send any other request"],
            Self::Bulk => ["bulk", "COMMAND", "change many users from a file"],
            Self::BulkCheck => ["bulk check", "FILE", "validate a file of users, send nothing"],
            Self::BulkPlan => ["bulk plan", "FILE", "show what a file would change"],
            Self::BulkApply => ["bulk apply", "FILE", "change the users of a file"],
            Self::BulkResume => ["bulk resume", "[RUN]", "go on with a run that was interrupted"],
            Self::BulkUndo => ["bulk undo", "RUN", "put the old values back"],
            Self::BulkReport => ["bulk report", "RUN", "write report and results of a run"],
            Self::BulkForget => ["bulk forget", "RUN", "delete the folder of a run"],
            Self::Fields => ["fields", "[NAME...]", "list the fields of a user"],
            Self::Options => ["options", "", "list the options of a call"],
            Self::Sandbox => ["sandbox", "", "run a local stand-in for Zoom"],
            Self::Completions => ["completions", "SHELL", "print completions for a shell"],
            Self::Man => ["man", "", "print the man page"],
            Self::Help => ["help", "[COMMAND]", "more about a command; also: help json"],
            Self::Json => ["json", "", "the output of --json"],
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        let [name, _, _] = self.texts();
        name
    }

    pub(crate) const fn arguments(self) -> &'static str {
        let [_, arguments, _] = self.texts();
        arguments
    }

    pub(crate) const fn summary(self) -> &'static str {
        let [_, _, summary] = self.texts();
        summary
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::COMMANDS.into_iter().find(|topic| topic.name() == name)
    }

    /// The last word of the name.
    pub(crate) fn last_name(self) -> &'static str {
        self.name().rsplit(' ').next().unwrap_or_default()
    }

    /// The names of the commands, for a message.
    pub(crate) fn names() -> String {
        Self::COMMANDS.map(Self::name).join(", ")
    }

    /// The names of the commands of a command, for a message.
    pub(crate) fn names_below(self) -> String {
        self.commands().iter().map(|topic| topic.last_name()).collect::<Vec<_>>().join(", ")
    }

    /// The command of this name below this one.
    pub(crate) fn below(self, name: &str) -> Option<Self> {
        self.commands().iter().copied().find(|topic| topic.last_name() == name)
    }

    /// Whether the options of the library are flags of the command.
    pub(crate) fn takes_options(self) -> bool {
        CALLS.contains(&self)
    }

    /// Arguments that a shell can complete.
    pub(crate) fn words(self) -> Vec<String> {
        match self {
            Self::Update | Self::Check | Self::Render | Self::Plan => {
                FIELDS.iter().map(|field| format!("{}=", field.name)).collect()
            }
            Self::Fields => FIELDS.iter().map(|field| field.name.to_owned()).collect(),
            Self::Bulk => self.commands().iter().map(|topic| topic.last_name().to_owned()).collect(),
            Self::Request => ["GET", "POST", "PUT", "PATCH", "DELETE"].map(str::to_owned).to_vec(),
            Self::Completions => Shell::ALL.iter().map(|shell| shell.name().to_owned()).collect(),
            Self::Help => Self::COMMANDS.iter().chain(&[Self::Json]).map(|topic| topic.name().to_owned()).collect(),
            _ => Vec::new(),
        }
    }
}

/// Commands that make a call or show one.
pub(crate) const CALLS: &[Topic] = &[
    Topic::Update,
    Topic::Check,
    Topic::Render,
    Topic::Plan,
    Topic::Get,
    Topic::List,
    Topic::Doctor,
    Topic::Request,
    Topic::BulkPlan,
    Topic::BulkApply,
    Topic::BulkResume,
    Topic::BulkUndo,
];

/// A shell for which there are completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// GNU bash.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// PowerShell 5 and 7.
    PowerShell,
}

impl Shell {
    /// Every shell.
    pub const ALL: &'static [Self] = &[Self::Bash, Self::Zsh, Self::Fish, Self::PowerShell];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
        }
    }
}
