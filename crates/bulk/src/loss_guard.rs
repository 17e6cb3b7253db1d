//! How much a plan may take away from users.

use crate::plan::summary::PlanSummary;

/// The rows that may take something away unless more are approved, and the percentage, whichever is more.
const DEFAULT_ROWS: u64 = 10;
const DEFAULT_PERCENT: u64 = 5;

/// How many rows of a plan may take something away: a license, Zoom Phone, or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MaxLoss {
    /// 10 rows or 5 % of the rows, whichever is more.
    #[default]
    Default,
    /// So many rows.
    Rows(u64),
    /// This percentage of the rows.
    Percent(u32),
}

impl MaxLoss {
    /// Parses `37` or `20%`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_suffix('%') {
            Some(percent) => percent.trim().parse().ok().filter(|percent| *percent <= 100).map(Self::Percent),
            None => text.parse().ok().map(Self::Rows),
        }
    }

    /// The rows that are allowed, of so many.
    pub fn allowed(self, rows: u64) -> u64 {
        let percent = |percent: u64| rows.saturating_mul(percent) / 100;
        match self {
            Self::Default => percent(DEFAULT_PERCENT).max(DEFAULT_ROWS),
            Self::Rows(rows) => rows,
            Self::Percent(share) => percent(share.into()),
        }
    }

    /// Why a plan is not allowed, and nothing was sent; `None` if it is. `option` is how the number is given, for example
    /// `--max-loss `.
    pub fn refusal(self, plan: &PlanSummary, option: &str) -> Option<String> {
        let allowed = self.allowed(plan.rows);
        if plan.losses <= allowed {
            return None;
        }
        let lines = plan.loss_lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        let more = if plan.losses > plan.loss_lines.len() as u64 { ", ..." } else { "" };
        Some(format!(
            "{} of {} rows take a license, Zoom Phone or a text away from a user, more than the {allowed} allowed (lines \
             {lines}{more}); if that is meant, approve it with {option}{}; nothing was sent",
            plan.losses, plan.rows, plan.losses
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_high_enough_approves() {
        let allowed = |text: &str, rows| MaxLoss::parse(text).map(|max| max.allowed(rows));
        assert_eq!(allowed("37", 1_000), Some(37));
        assert_eq!(allowed("20%", 1_000), Some(200));
        assert_eq!((MaxLoss::Default.allowed(100), MaxLoss::Default.allowed(1_000)), (10, 50));
        assert_eq!([allowed("101%", 1), allowed("off", 1), allowed("-1", 1), allowed("", 1)], [None; 4]);
        let plan = PlanSummary { rows: 100, losses: 11, loss_lines: vec![2, 3], ..PlanSummary::default() };
        let why = MaxLoss::Default.refusal(&plan, "max_loss=").unwrap_or_default();
        assert!(
            why.starts_with("11 of 100 rows take")
                && why.contains("lines 2, 3, ...")
                && why.ends_with("max_loss=11; nothing was sent")
        );
        assert_eq!(MaxLoss::Rows(11).refusal(&plan, ""), None);
    }
}
