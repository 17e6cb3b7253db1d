//! One step of the suite, and which steps may run side by side.

/// One step of the suite.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// What it proves, in a few words.
    pub(super) what: &'static str,
    /// Programs without which it cannot run, each with the way to get it.
    pub(super) needs: &'static [(&'static str, &'static str)],
    pub(super) cargo: Cargo,
    pub(super) run: fn() -> Result<Vec<String>, String>,
}

/// A row of the table of steps.
pub(super) const fn step(
    name: &'static str,
    what: &'static str,
    needs: &'static [(&'static str, &'static str)],
    cargo: Cargo,
    run: fn() -> Result<Vec<String>, String>,
) -> Step {
    Step { name, what, needs, cargo, run }
}

/// Where a step compiles: the debug builds of cargo's target folder, which one cargo at a time can lock, or elsewhere.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Cargo {
    /// Compiles there for long: no step that uses the folder runs beside it.
    Compiles,
    /// Uses what the step `build` compiled, and compiles little.
    Uses,
    /// Compiles nowhere, or in a folder of its own.
    Avoids,
    /// Compiles release artifacts, in the folders of `dist`: one such step at a time.
    Releases,
}

impl Step {
    /// Whether it may run beside another step.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        use Cargo::{Avoids, Compiles, Releases};
        match (self.cargo, other.cargo) {
            (Releases, Releases) => false,
            (Compiles, beside) | (beside, Compiles) => matches!(beside, Avoids | Releases),
            _ => true,
        }
    }
}

/// The result of a step that leaves nothing out.
pub(super) fn no_skips(done: Result<(), String>) -> Result<Vec<String>, String> {
    done.map(|()| Vec::new())
}
