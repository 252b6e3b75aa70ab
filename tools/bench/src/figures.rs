//! Figures: what was measured, as one JSON line each; medians and percentiles.

use std::io::Write as _;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// One measured figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// Table that it stands in.
    pub group: String,
    /// Row: what was asked of everybody.
    pub case: String,
    /// Who was measured.
    pub subject: String,
    /// The median.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Lowest run.
    pub low: f64,
    /// Highest run.
    pub high: f64,
    /// Number of runs.
    pub runs: usize,
}

impl Figure {
    /// A figure from the runs of one subject.
    pub fn of(
        group: &str,
        case: impl Into<String>,
        subject: impl Into<String>,
        unit: &str,
        runs: &[f64],
    ) -> Figure {
        let sorted = sorted(runs);
        Figure {
            group: group.to_owned(),
            case: case.into(),
            subject: subject.into(),
            value: percentile(&sorted, 50),
            unit: unit.to_owned(),
            low: sorted.first().copied().unwrap_or(0.0),
            high: sorted.last().copied().unwrap_or(0.0),
            runs: sorted.len(),
        }
    }

    /// Prints it as one JSON line.
    pub fn print(&self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")?;
        Ok(out.flush()?)
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The value below which `percent` of the sorted values lie.
pub fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last * percent).div_ceil(100)).copied().unwrap_or(0.0)
}

/// Percentile of unsorted values.
pub fn percentile_of(values: &[f64], percent: usize) -> f64 {
    percentile(&sorted(values), percent)
}

/// Wall time and processor time of the whole process since a moment.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    wall: Instant,
    cpu: Duration,
}

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Stopwatch {
        Stopwatch { wall: Instant::now(), cpu: cpu_time() }
    }

    /// Seconds of wall time.
    pub fn seconds(&self) -> f64 {
        self.wall.elapsed().as_secs_f64()
    }

    /// Seconds of processor time, all threads together.
    pub fn cpu_seconds(&self) -> f64 {
        cpu_time().saturating_sub(self.cpu).as_secs_f64()
    }
}

fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
pub fn count(number: usize) -> f64 {
    number as f64
}
