//! Searching by what people have in their hands: the number of a document, a decree or an SP2D, a code,
//! the name of a region or programme, the label of a kind, a tag, the number of an event.
//!
//! Answered from the indexes of the state, without reading an event.
//!
//! Not here: people. Nobody is found by name or NIK: what looks like a NIK is refused by
//! [`is_personal`], before anything is done with it.

use jejak_events::chain::parse_hex;
use jejak_events::codes::Region;
use jejak_events::vocabulary::DocumentKind;
use jejak_events::{Code, Kind, Object, SourceCode, Tag};

use crate::reading::Reading;
use crate::said;
use crate::said::Said;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// How well it fits: 100 is exactly what was asked for, less is a part of it.
    pub rank: u8,
    /// What fits.
    pub matched: Matched,
    /// The text that fits.
    pub text: String,
    /// What it is called.
    pub label: Said,
    /// The thing, for its trail.
    pub tag: Option<Tag>,
    /// The event that made it, or is it.
    pub seq: Option<u64>,
    /// How many events are about it; 0 where it is itself one, or a kind.
    pub events: usize,
}

/// What of a thing fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Matched {
    Event,
    Tag,
    Document,
    Region,
    Programme,
    Source,
    Organisation,
    Kind,
}

impl Matched {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Matched::Event => "event",
            Matched::Tag => "tag",
            Matched::Document => "document",
            Matched::Region => "region",
            Matched::Programme => "programme",
            Matched::Source => "source",
            Matched::Organisation => "organisation",
            Matched::Kind => "kind",
        }
    }

    /// What people call it.
    pub fn said(self) -> Said {
        let id = match self {
            Matched::Event => "kejadian",
            Matched::Tag => "penanda",
            Matched::Document => "dokumen",
            Matched::Region => "wilayah",
            Matched::Programme => "program",
            Matched::Source => "sumber dana",
            Matched::Organisation => "organisasi",
            Matched::Kind => "jenis",
        };
        let en = self.word();
        said!("{en}", "{id}")
    }
}

/// Fits exactly.
const EXACT: u8 = 100;
/// Begins as it was asked for.
const BEGINS: u8 = 80;
/// Has what was asked for within it.
const WITHIN: u8 = 60;
/// Every word of what was asked for is in it.
const WORDS: u8 = 40;

/// Whether a text has 16 digits in a row, as a NIK has: it belongs in no search, no address and no log.
pub fn is_personal(text: &str) -> bool {
    let value = text.trim().rsplit(':').next().unwrap_or_default();
    if parse_hex::<16>(value).is_some() {
        // A random id, some of which look so by chance.
        return false;
    }
    let bare = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '_'));
    let longest = bare.fold((0_u32, 0_u32), |(run, longest), c| {
        let run = if c.is_ascii_digit() { run + 1 } else { 0 };
        (run, longest.max(run))
    });
    longest.1 >= 16
}

/// What fits, the best first; at most so many. `size` is the number of events there are.
pub fn search(reading: &Reading, size: u64, asked: &str, most: usize) -> Vec<Hit> {
    let wanted = Wanted::of(asked);
    if wanted.text.is_empty() || is_personal(asked) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    numbers(size, &wanted, &mut hits);
    tags(reading, asked.trim(), &mut hits);
    documents(reading, &wanted, &mut hits);
    places(reading, &wanted, &mut hits);
    codes(reading, &wanted, &mut hits);
    kinds(&wanted, &mut hits);
    hits.sort_by(|a, b| {
        (b.rank, a.matched, &a.text, a.seq).cmp(&(a.rank, b.matched, &b.text, b.seq))
    });
    hits.truncate(most);
    for hit in &mut hits {
        // Only of those that are shown: a province has a long list.
        hit.events = hit.tag.as_ref().map_or(0, |tag| reading.under(tag).len());
    }
    hits
}

/// What is looked for, in small letters.
struct Wanted {
    text: String,
    words: Vec<String>,
}

impl Wanted {
    fn of(asked: &str) -> Wanted {
        let text = asked.trim().to_lowercase();
        let words = text.split_whitespace().map(str::to_owned).collect();
        Wanted { text, words }
    }

    /// How well a text fits.
    fn fits(&self, text: &str) -> Option<u8> {
        let text = text.to_lowercase();
        if text == self.text {
            return Some(EXACT);
        }
        if text.starts_with(&self.text) {
            return Some(BEGINS);
        }
        if self.text.chars().count() < 2 {
            return None;
        }
        if text.contains(&self.text) {
            return Some(WITHIN);
        }
        self.words.iter().all(|word| text.contains(word)).then_some(WORDS)
    }

    /// How well the best of several texts fits, and which it is.
    fn best<'a>(&self, texts: &[&'a str]) -> Option<(u8, &'a str)> {
        let fits = texts.iter().filter_map(|text| Some((self.fits(text)?, *text)));
        fits.max_by_key(|(rank, _)| *rank)
    }
}

fn numbers(size: u64, wanted: &Wanted, hits: &mut Vec<Hit>) {
    let Some(seq) = wanted.text.parse::<u64>().ok().filter(|seq| *seq < size) else { return };
    hits.push(Hit {
        rank: EXACT,
        matched: Matched::Event,
        text: wanted.text.clone(),
        label: said!("event {seq}", "kejadian {seq}"),
        tag: None,
        seq: Some(seq),
        events: 0,
    });
}

/// A whole tag, or the random id behind one.
fn tags(reading: &Reading, asked: &str, hits: &mut Vec<Hit>) {
    let id = parse_hex::<16>(asked);
    let of_id = id
        .into_iter()
        .flat_map(|id| [Tag::Recipient(id), Tag::Household(id), Tag::Person(id), Tag::Token(id)]);
    for tag in asked.parse::<Tag>().ok().into_iter().chain(of_id) {
        if reading.trail(&tag).is_empty() {
            continue;
        }
        let seq = if let Tag::Object(_, seq) = tag { Some(seq) } else { None };
        let text = tag.to_string();
        let label = Said::same(&text);
        let (rank, matched) = (EXACT, Matched::Tag);
        hits.push(Hit { rank, matched, text, label, tag: Some(tag), seq, events: 0 });
    }
}

/// Numbers of documents: decrees, SPP, SPM, SP2D, contracts and others.
fn documents(reading: &Reading, wanted: &Wanted, hits: &mut Vec<Hit>) {
    // Numbers are kept as they are compared: without what people write in several ways.
    let normalised = wanted.text.parse::<jejak_events::DocumentNumber>();
    let normalised = normalised.map(|number| number.normalised().to_lowercase()).ok();
    let known = reading.state.reference.numbers.iter();
    hits.extend(known.filter_map(|((kind, _, year, number), seq)| {
        let small = number.to_lowercase();
        let rank =
            if normalised.as_deref() == Some(&*small) { EXACT } else { wanted.fits(number)? };
        Some(Hit {
            rank,
            matched: Matched::Document,
            text: number.clone(),
            label: document(*kind, *year),
            tag: Some(Tag::Document(number.clone())),
            seq: Some(*seq),
            events: 0,
        })
    }));
}

fn document(kind: DocumentKind, year: u16) -> Said {
    let (en, id) = (kind.label_en(), kind.label_id());
    said!("{en} of {year}", "{id} tahun {year}")
}

fn places(reading: &Reading, wanted: &Wanted, hits: &mut Vec<Hit>) {
    let reference = &reading.state.reference;
    hits.extend(reference.regions.iter().filter_map(|(region, _): (&Region, _)| {
        let code = region.to_string();
        let name = reference.region_names.get(region).map_or("", String::as_str);
        let (rank, text) = wanted.best(&[&code, name])?;
        Some(Hit {
            rank,
            matched: Matched::Region,
            text: text.to_owned(),
            label: Said::same(format!("{code} {name}")),
            tag: Some(Tag::Region(*region)),
            seq: None,
            events: 0,
        })
    }));
}

fn codes(reading: &Reading, wanted: &Wanted, hits: &mut Vec<Hit>) {
    let reference = &reading.state.reference;
    let hit = |matched, code: &str, name: &str, tag, seq| {
        let (rank, text) = wanted.best(&[code, name])?;
        let (text, label) = (text.to_owned(), Said::same(format!("{code} {name}")));
        Some(Hit { rank, matched, text, label, tag: Some(tag), seq, events: 0 })
    };
    hits.extend(reference.programmes.iter().filter_map(|(code, known): (&Code, _)| {
        hit(Matched::Programme, code.as_str(), &known.name, Tag::Programme(code.clone()), None)
    }));
    hits.extend(reference.sources.iter().filter_map(|(code, known): (&SourceCode, _)| {
        hit(Matched::Source, &code.to_string(), &known.name, Tag::Source(*code), None)
    }));
    hits.extend(reference.organisation_codes.iter().filter_map(|(code, seq)| {
        let name = reference.organisations.get(seq).map_or("", |known| &known.name);
        let tag = Tag::Object(Object::Organisation, *seq);
        hit(Matched::Organisation, code.as_str(), name, tag, Some(*seq))
    }));
}

/// Kinds of events, by name or by the label in either language.
fn kinds(wanted: &Wanted, hits: &mut Vec<Hit>) {
    hits.extend(Kind::ALL.iter().filter_map(|kind| {
        let (en, id) = (kind.label_en(), kind.label_id());
        let (rank, _) = wanted.best(&[kind.name(), en, id])?;
        Some(Hit {
            rank,
            matched: Matched::Kind,
            text: kind.name().to_owned(),
            label: said!("{en}", "{id}"),
            tag: None,
            seq: None,
            events: 0,
        })
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_nik_is_known() {
        for (text, personal) in [
            ("3603010101900001", true),
            ("nik 3603 0101 0190 0001", true),
            ("36.03.01.010190.0001", true),
            ("123456789012345", false),
            ("00012/SP2D/2026", false),
            ("recipient:00112233445566778899001122334455", false),
            ("", false),
        ] {
            assert_eq!(is_personal(text), personal, "{text}");
        }
    }

    #[test]
    fn the_better_a_text_fits_the_higher_it_ranks() {
        let wanted = Wanted::of(" Kabupaten  TANGERANG ");
        for (text, rank) in [
            ("kabupaten  tangerang", Some(EXACT)),
            ("Kabupaten  Tangerang Selatan", Some(BEGINS)),
            ("di Kabupaten  Tangerang", Some(WITHIN)),
            ("Tangerang, kabupaten", Some(WORDS)),
            ("Kota Tangerang", None),
        ] {
            assert_eq!(wanted.fits(text), rank, "{text}");
        }
        let short = Wanted::of("a");
        assert_eq!((short.fits("abc"), short.fits("banana")), (Some(BEGINS), None));
    }
}
