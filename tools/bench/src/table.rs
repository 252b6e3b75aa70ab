//! Markdown tables from JSON lines.

use std::fmt::Write as _;
use std::io::BufRead as _;

use crate::figures::Figure;

/// Reads figures from standard input and prints one table per group.
pub fn run() -> anyhow::Result<()> {
    let mut figures: Vec<Figure> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.starts_with('{') {
            figures.push(serde_json::from_str(&line)?);
        }
    }
    print!("{}", markdown(&figures)?);
    Ok(())
}

fn markdown(figures: &[Figure]) -> anyhow::Result<String> {
    let mut groups: Vec<&str> = Vec::new();
    for figure in figures {
        if !groups.contains(&figure.group.as_str()) {
            groups.push(&figure.group);
        }
    }
    let mut text = String::new();
    for group in groups {
        writeln!(text, "### {group}\n")?;
        writeln!(text, "| case | subject | median | lowest - highest | runs |")?;
        writeln!(text, "|---|---|---:|---:|---:|")?;
        for figure in figures.iter().filter(|figure| figure.group == group) {
            let Figure { case, subject, unit, runs, .. } = figure;
            let (median, low, high) = (shown(figure.value), shown(figure.low), shown(figure.high));
            let spread = if *runs > 1 { format!("{low} - {high}") } else { String::new() };
            writeln!(text, "| {case} | {subject} | {median} {unit} | {spread} | {runs} |")?;
        }
        text.push('\n');
    }
    Ok(text)
}

/// A number with three significant digits at least, and commas between thousands.
fn shown(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 4,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text.split_once('.').map_or((&*text, ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_are_shown_with_what_counts() {
        assert_eq!(shown(1_234_567.8), "1,234,568");
        assert_eq!(shown(123.4), "123");
        assert_eq!(shown(12.34), "12.3");
        assert_eq!(shown(0.01234), "0.0123");
    }
}
