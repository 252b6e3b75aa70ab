//! Planning documents, what stands on them, indicators with targets and measurements.

use jejak_events::codes::Region;
use jejak_events::date::{Date, FiscalYear, Month};
use jejak_events::text::Code;
use jejak_events::vocabulary::{Dataset, IndicatorLevel, IndicatorUnit};
use jejak_events::{Event, Object, Recorded, Tag};

use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

/// A planning document, there or still awaited.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Document {
    /// First and last day on which it holds; absent while it is awaited.
    pub holds: Option<(Date, Option<Date>)>,
    /// The document that asks for it, for one that is awaited.
    pub parent: Option<u64>,
    /// Day by which it should be there, for one that is awaited.
    pub due: Option<Date>,
    /// The document that answered the open item.
    pub answered_by: Option<u64>,
    /// The document that took its place.
    pub superseded_by: Option<u64>,
}

impl Document {
    /// Whether it is an open item: asked for and not there yet.
    pub fn is_open_item(&self) -> bool {
        self.holds.is_none() && self.answered_by.is_none()
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.holds
            .is_some_and(|(from, until)| from <= day && until.is_none_or(|until| day <= until))
    }
}

/// Whose value of which indicator in which year.
pub type IndicatorKey = (Code, FiscalYear, IndicatorLevel, Option<Region>);

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Planning {
    /// Documents by sequence number.
    pub documents: Rows<Document>,
    /// Indicators by code.
    pub indicators: Table<Code, IndicatorUnit>,
    /// Targets: the last one set.
    pub targets: Table<IndicatorKey, u64>,
    /// Measurements: the last one recorded.
    pub measured: Table<IndicatorKey, u64>,
    /// Documents that a line stands on.
    pub lines: Table<u64, Vec<u64>>,
    /// Documents that a programme stands on.
    pub programmes: Table<Code, Vec<u64>>,
    /// Rows up to date, and all rows, by list, region and month.
    pub rates: Table<(Dataset, Region, Month), (u64, u64)>,
}

tables!(Planning { documents, indicators, targets, measured, lines, programmes, rates });

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let planning = &mut state.planning;
    match &fact.event {
        Event::PlanningDocumentRegistered(body) => {
            if let Some(item) = body.awaited.and_then(|item| planning.documents.edit(&item.0)) {
                item.answered_by = Some(fact.seq);
            }
            let document = Document {
                holds: Some((body.from, body.until)),
                parent: None,
                due: None,
                answered_by: None,
                superseded_by: None,
            };
            planning.documents.insert(fact.seq, document);
        }
        Event::PlanningDocumentAwaited(body) => planning.documents.insert(
            fact.seq,
            Document {
                holds: None,
                parent: Some(body.parent.0),
                due: body.due,
                answered_by: None,
                superseded_by: None,
            },
        ),
        Event::PlanningDocumentSuperseded(body) => {
            if let Some(document) = planning.documents.edit(&body.document.0) {
                document.superseded_by = Some(body.successor.0);
                document.holds = document.holds.map(|(from, _)| (from, Some(body.until)));
            }
        }
        Event::LinePlanned(body) => {
            planning.lines.edit_or_default(&body.line.0).push(body.document.0);
        }
        Event::ProgrammePlanned(body) => {
            planning.programmes.edit_or_default(&body.programme).push(body.document.0);
        }
        Event::IndicatorDefined(body) => {
            planning.indicators.insert(body.indicator.clone(), body.unit);
        }
        Event::IndicatorTargetSet(body) => {
            let key = (body.indicator.clone(), body.fiscal_year, body.level, body.region);
            planning.targets.insert(key, body.value);
        }
        Event::IndicatorMeasured(body) => {
            let key = (body.indicator.clone(), body.fiscal_year, body.level, body.region);
            planning.measured.insert(key, body.value);
        }
        Event::UpdateRateObserved(body) => {
            let key = (body.dataset, body.region, body.period);
            planning.rates.insert(key, (body.updated, body.total));
        }
        _ => {}
    }
}

/// What an object of this area belongs to: an open item to the document that asks for it.
pub(crate) fn belongings(state: &State, object: Object, seq: u64, tag: &mut dyn FnMut(Tag)) {
    let Some(document) = state.planning.documents.get(&seq) else { return };
    document.parent.into_iter().for_each(|parent| tag(Tag::Object(object, parent)));
}
