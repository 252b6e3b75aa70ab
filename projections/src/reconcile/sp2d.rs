//! SP2D of ours against another system's register of SP2D.

use jejak_events::Event;

use super::normalised;
use super::pairs::{Line, Open, Reconciled};
use super::rows::sp2d_lines;
use crate::view::{Unanswered, View};

/// Compares the SP2D of all months by number, with what these imports say; with everything that
/// counts where none is named.
pub fn sp2d(view: &View, imports: &[u64]) -> Result<Reconciled, Unanswered> {
    let mut open = Open::new(ours(view)?, sp2d_lines(view, imports)?);
    open.by_name(Line::name);
    Ok(open.close(|_| None))
}

/// SP2D that were issued and not cancelled, whatever became of their money.
fn ours(view: &View) -> Result<Vec<Line>, Unanswered> {
    let mut lines = Vec::new();
    for (seq, spp) in view.reading.state.treasury.spps.iter() {
        let papers = view.reading.books.papers_of(seq);
        let stands = papers.ended.is_none() || spp.paid_on.is_some();
        let Some(issued) = papers.sp2d.filter(|_| stands) else { continue };
        let fact = view.facts.fact(issued)?;
        let Event::Sp2dIssued(body) = fact.event else { continue };
        lines.push(Line {
            seqs: vec![issued],
            on: fact.envelope.occurred_on,
            number: normalised(body.number.as_str()),
            reference: None,
            sen: spp.sen,
        });
    }
    Ok(lines)
}
