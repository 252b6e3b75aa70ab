//! Which programmes exclude each other, and from when to when.

use jejak_events::date::Date;
use jejak_events::text::Code;
use jejak_events::vocabulary::ExclusionSpan;

use super::Reference;

/// Two programmes by their codes, the lower one first.
pub type ProgrammePair = (Code, Code);

/// That two programmes exclude each other.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Exclusion {
    /// Event that said so.
    pub seq: u64,
    /// Which aid of the other programme excludes.
    pub span: ExclusionSpan,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

impl Exclusion {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Two codes as the key of their exclusions.
pub fn pair(first: &Code, second: &Code) -> ProgrammePair {
    if first <= second { (first.clone(), second.clone()) } else { (second.clone(), first.clone()) }
}

impl Reference {
    /// What excludes a programme on a day: the other programme, and how.
    pub fn exclusions_of<'a>(
        &'a self,
        programme: &'a Code,
        day: Date,
    ) -> impl Iterator<Item = (&'a Code, &'a Exclusion)> {
        let other = move |(first, second): &'a ProgrammePair| {
            if first == programme { Some(second) } else { (second == programme).then_some(first) }
        };
        let pairs = self.exclusions.iter();
        pairs.filter_map(move |(pair, history)| Some((other(pair)?, history))).flat_map(
            move |(other, history)| {
                history.iter().filter(move |it| it.holds_on(day)).map(move |it| (other, it))
            },
        )
    }
}
