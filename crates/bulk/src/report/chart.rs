//! The course of a run as pictures in SVG.

use super::page::number::{counted, duration};
use super::timeline::{Interval, Timeline};
use crate::outcome::RowOutcome;
use std::fmt::Write;

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 200.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// The pictures of a run. `rate` is the number of requests in 1,000 seconds that the options allow; 0 for no limit.
pub(super) fn charts(timeline: &Timeline, rate: u64) -> String {
    if timeline.intervals.is_empty() {
        return "<p>No row has ended yet.</p>\n".to_owned();
    }
    if timeline.intervals.len() < 2 {
        return short_run(timeline);
    }
    let figures = [outcomes(timeline), requests(timeline, rate), times(timeline)];
    let mut html = format!("<div class=\"charts\">\n{}</div>\n", figures.concat());
    if !timeline.resumed.is_empty() {
        html.push_str("<p class=\"quiet\">A dotted line: the run was resumed. The time between is left out.</p>\n");
    }
    html
}

/// A run that is too short for pictures, in words.
fn short_run(timeline: &Timeline) -> String {
    let requests: u64 = timeline.intervals.iter().map(|interval| interval.requests).sum();
    let requests = counted(requests, "request");
    let times = match timeline.times.percentile(50).zip(timeline.times.percentile(99)) {
        Some((half, most)) => {
            format!("; half of the rows took up to {}, 99 % up to {}", duration(half), duration(most))
        }
        None => String::new(),
    };
    format!("<p>All within {}: {requests}{times}.</p>\n", duration(timeline.step_ms))
}

/// The rows that ended, by outcome, as bars on each other.
fn outcomes(timeline: &Timeline) -> String {
    let highest = timeline.intervals.iter().map(|interval| interval.rows.total()).max().unwrap_or_default();
    let axes = Axes::new(timeline, highest as f64, is_whole);
    let mut marks = String::new();
    for (i, interval) in timeline.intervals.iter().enumerate() {
        let mut below = 0;
        for (outcome, rows) in interval.rows.iter().filter(|(_, rows)| *rows > 0) {
            let (bottom, top) = (axes.y(below as f64), axes.y((below + rows) as f64));
            let (left, right) = (axes.x_of(i), axes.x_of(i + 1));
            let width = (right - left - 0.8).max(0.8);
            let _ = write!(
                marks,
                "<rect class=\"bar o-{}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
                outcome.word(),
                bottom - top
            );
            below += rows;
        }
    }
    let is_there = |outcome: &RowOutcome| timeline.intervals.iter().any(|interval| interval.rows.get(*outcome) > 0);
    let legend = RowOutcome::ALL
        .into_iter()
        .filter(is_there)
        .map(|outcome| key(&format!("o-{}", outcome.word()), outcome.word()));
    let each = duration(timeline.step_ms);
    let note = format!("Each bar is {each}. A row that was tried again counts each time.");
    figure("Rows that ended", &axes.svg("Rows that ended over time, by outcome", &marks), &note, legend.collect())
}

/// The requests in a second, and the rate that the options allow.
fn requests(timeline: &Timeline, rate: u64) -> String {
    let rates: Vec<Option<f64>> = (0..timeline.intervals.len()).map(|i| timeline.rate(i)).collect();
    let allowed = rate as f64 / 1_000.0;
    let highest = rates.iter().flatten().fold(allowed, |highest, rate| highest.max(*rate));
    let axes = Axes::new(timeline, highest, |_| true);
    let mut marks = axes.steps("c-1", &rates);
    let mut legend = vec![key("c-1", "requests a second")];
    if rate > 0 {
        let y = axes.y(allowed);
        let _ =
            write!(marks, "<line class=\"plan\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>", WIDTH - RIGHT);
        legend.push(key("c-3", &format!("allowed: {} a second", decimal(allowed))));
    }
    let requests: u64 = timeline.intervals.iter().map(|interval| interval.requests).sum();
    let note = format!(
        "{} in {}, each counted when its row ended; reads of users are not counted.",
        counted(requests, "request"),
        duration(timeline.end_ms)
    );
    figure("Requests a second", &axes.svg("Requests a second over time", &marks), &note, legend)
}

/// How long rows took.
fn times(timeline: &Timeline) -> String {
    const PERCENTS: [u64; 3] = [50, 95, 99];
    let percentile = |interval: &Interval, percent| interval.times.percentile(percent).map(|ms| ms as f64);
    let highest = timeline.intervals.iter().filter_map(|interval| percentile(interval, 99)).fold(0.0, f64::max);
    if timeline.times.percentile(50).is_none() {
        return figure("Response times", "", "No request was sent.", Vec::new());
    }
    let axes = Axes::new(timeline, highest, |_| true);
    let (mut marks, mut legend) = (String::new(), Vec::new());
    for (percent, class) in PERCENTS.into_iter().zip(["c-1", "c-4", "c-3"]) {
        let values: Vec<Option<f64>> =
            timeline.intervals.iter().map(|interval| percentile(interval, percent)).collect();
        marks.push_str(&axes.steps(class, &values));
        let whole = timeline.times.percentile(percent).unwrap_or_default();
        legend.push(key(class, &format!("p{percent}: {}", duration(whole))));
    }
    let note =
        "The time that a row took in milliseconds, without waiting for its turn; numbers are those of the whole run.";
    figure(
        "Response times",
        &axes.svg("Percentiles of the response times over time, in milliseconds", &marks),
        note,
        legend,
    )
}

fn key(class: &str, text: &str) -> String {
    format!("<li><i class=\"key {class}\"></i>{text}</li>")
}

fn figure(title: &str, svg: &str, note: &str, legend: Vec<String>) -> String {
    let legend =
        if legend.is_empty() { String::new() } else { format!("<ul class=\"legend\">{}</ul>", legend.concat()) };
    format!("<figure><figcaption>{title}</figcaption>{svg}{legend}<p>{note}</p></figure>\n")
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0
}

/// The highest power of ten that is at most `number`, and no less than a millionth. `log10` would make programs load the library libm for it.
fn power_of_ten(number: f64) -> f64 {
    let mut powers = (-6..=18).rev().map(|exponent| 10_f64.powi(exponent));
    powers.find(|power| *power <= number).unwrap_or(1e-6)
}

/// At most two decimals.
pub(super) fn decimal(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The axes of a picture.
struct Axes<'a> {
    timeline: &'a Timeline,
    /// The highest value, and the distance of the lines.
    top: f64,
    step: f64,
}

impl<'a> Axes<'a> {
    /// `is_step` tells whether the lines may have this distance.
    fn new(timeline: &'a Timeline, highest: f64, is_step: fn(f64) -> bool) -> Self {
        let highest = if highest > 0.0 { highest } else { 1.0 };
        let power = power_of_ten(highest / 4.0);
        let nice = [1.0, 2.0, 2.5, 5.0, 10.0].map(|factor| factor * power);
        let step = nice.into_iter().find(|step| is_step(*step) && step * 4.0 >= highest * 0.999).unwrap_or(highest);
        Self { timeline, top: (highest / step - 0.001).ceil() * step, step }
    }

    fn y(&self, value: f64) -> f64 {
        TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / self.top)
    }

    fn x(&self, ms: u64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * ms as f64 / self.timeline.shown_ms().max(1) as f64
    }

    /// Where an interval begins.
    fn x_of(&self, interval: usize) -> f64 {
        self.x(interval as u64 * self.timeline.step_ms)
    }

    /// A line with a step at each interval, with gaps where there is no value.
    fn steps(&self, class: &str, values: &[Option<f64>]) -> String {
        let mut path = String::new();
        let mut is_drawing = false;
        for (i, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let (left, right, y) = (self.x_of(i), self.x_of(i + 1), self.y(*value));
                let _ = write!(path, "{}{left:.1} {y:.1}H{right:.1}", if is_drawing { "L" } else { "M" });
            }
            is_drawing = value.is_some();
        }
        format!("<path class=\"path {class}\" d=\"{path}\"/>")
    }

    fn svg(&self, name: &str, marks: &str) -> String {
        let mut svg = format!("<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{name}\">");
        let right = WIDTH - RIGHT;
        for line in 0.. {
            let value = f64::from(line) * self.step;
            if value > self.top * 1.001 {
                break;
            }
            let y = self.y(value);
            let _ = write!(
                svg,
                "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text x=\"{}\" y=\"{:.1}\" \
                 text-anchor=\"end\">{}</text>",
                LEFT - 6.0,
                y + 4.0,
                short(value)
            );
        }
        svg.push_str(&self.time_labels());
        svg.push_str(marks);
        for ms in &self.timeline.resumed {
            let (x, bottom) = (self.x(*ms), HEIGHT - BOTTOM);
            let _ = write!(svg, "<line class=\"resumed\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/>");
        }
        svg.push_str("</svg>");
        svg
    }

    fn time_labels(&self) -> String {
        const SECOND: u64 = 1_000;
        const MINUTE: u64 = 60 * SECOND;
        const HOUR: u64 = 60 * MINUTE;
        const STEPS: [(u64, u64, &str); 20] = [
            (100, SECOND, "s"),
            (200, SECOND, "s"),
            (500, SECOND, "s"),
            (SECOND, SECOND, "s"),
            (2 * SECOND, SECOND, "s"),
            (5 * SECOND, SECOND, "s"),
            (10 * SECOND, SECOND, "s"),
            (20 * SECOND, SECOND, "s"),
            (30 * SECOND, SECOND, "s"),
            (MINUTE, MINUTE, "min"),
            (2 * MINUTE, MINUTE, "min"),
            (5 * MINUTE, MINUTE, "min"),
            (10 * MINUTE, MINUTE, "min"),
            (30 * MINUTE, MINUTE, "min"),
            (HOUR, HOUR, "h"),
            (2 * HOUR, HOUR, "h"),
            (6 * HOUR, HOUR, "h"),
            (12 * HOUR, HOUR, "h"),
            (24 * HOUR, HOUR, "h"),
            (240 * HOUR, HOUR, "h"),
        ];
        let shown = self.timeline.shown_ms();
        let fits = |(step, _, _): &(u64, u64, &str)| shown / step <= 6;
        let (step, unit, name) = STEPS.into_iter().find(fits).unwrap_or((shown.max(1), HOUR, "h"));
        let mut labels = String::new();
        for ms in (0..=6).map(|i| i * step).filter(|ms| *ms <= shown) {
            let x = self.x(ms);
            // A label in the middle of the right end would be cut off.
            let anchor = if x > WIDTH - 40.0 { "end" } else { "middle" };
            let x = if anchor == "end" { WIDTH - 2.0 } else { x };
            let text = if ms == 0 { "0".to_owned() } else { format!("{} {name}", decimal(ms as f64 / unit as f64)) };
            let _ = write!(labels, "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{text}</text>", HEIGHT - 6.0);
        }
        labels
    }
}

/// A number for an axis: `2.5`, `40`, `12k`.
fn short(value: f64) -> String {
    match value {
        value if value >= 10_000_000.0 => format!("{}M", decimal(value / 1_000_000.0)),
        value if value >= 10_000.0 => format!("{}k", decimal(value / 1_000.0)),
        value => decimal(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_at_most_the_number() {
        for (number, power) in [(7.5, 1.0), (10.0, 10.0), (0.25, 0.1), (9999.0, 1000.0), (1.0, 1.0), (0.0, 1e-6)] {
            assert_eq!(power_of_ten(number), power, "{number}");
        }
    }
}
