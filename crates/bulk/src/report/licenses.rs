//! The licenses that a run took and freed.

use super::page::escape::escaped;
use super::page::number::grouped;
use crate::license::effect::{concerns_licenses, license_effect};
use crate::outcome::RowOutcome;
use crate::plan::planned_row::{PlannedRow, Step};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The licenses that a run took and freed.
#[derive(Debug, Default)]
pub(super) struct Licenses {
    /// Each effect with the rows that had it, and the rows that were to have it and did not succeed.
    effects: BTreeMap<String, (u64, u64)>,
}

impl Licenses {
    pub(super) fn add(&mut self, plan: &PlannedRow, outcome: RowOutcome) {
        let Step::Send(change) = &plan.step else { return };
        let is_done = outcome.is_success() || outcome == RowOutcome::Kept;
        // Most fields have nothing to do with licenses.
        for (field, json) in change.send.iter().filter(|(field, _)| concerns_licenses(field)) {
            let Ok(new) = serde_json::from_str(json.get()) else { continue };
            let effects = license_effect(field, change.old(field), &new);
            for effect in effects.into_iter().filter(|effect| !effect.starts_with("keeps ")) {
                let (done, open) = self.effects.entry(effect).or_default();
                *(if is_done { done } else { open }) += 1;
            }
        }
    }

    pub(super) fn html(&self) -> String {
        if self.effects.is_empty() {
            return "<p>The run takes no license and frees none.</p>\n".to_owned();
        }
        let mut html =
            "<table class=\"sum\"><caption>What the rows do to the account's licenses, as far as the fields \
                        show</caption>\n<thead><tr><th scope=\"col\">Effect</th><th scope=\"col\" class=\"n\">Rows \
                        done</th><th scope=\"col\" class=\"n\">Rows not done</th></tr></thead>\n<tbody>\n"
                .to_owned();
        for (effect, (done, open)) in &self.effects {
            let (effect, done, open) = (escaped(effect), grouped(*done), grouped(*open));
            let _ = writeln!(html, "<tr><td>{effect}</td><td class=\"n\">{done}</td><td class=\"n\">{open}</td></tr>");
        }
        html.push_str("</tbody>\n</table>\n");
        html
    }
}
