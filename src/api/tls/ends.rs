//! When a certificate ends: the one date that is looked for in it.
//!
//! A certificate is DER: a tag, a length and a content, inside each other (X.690). The way to the end is
//! `Certificate / tbsCertificate / validity / notAfter` (RFC 5280, 4.1).

use std::str::from_utf8;

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Takes one value off the front: tag and content.
fn take<'a>(from: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let [tag, first, rest @ ..] = *from else { return None };
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        // A certificate is shorter than 2^24 bytes.
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    *from = rest;
    Some((*tag, content))
}

fn sequence<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    take(from).filter(|(tag, _)| *tag == SEQUENCE).map(|(_, content)| content)
}

/// Seconds since 1970 at which a certificate ends; nothing where that cannot be read.
pub fn ends(mut certificate: &[u8]) -> Option<i64> {
    let mut whole = sequence(&mut certificate)?;
    let mut fields = sequence(&mut whole)?;
    let (tag, _) = take(&mut fields)?;
    if tag == VERSION {
        // The serial number follows; without a version it was read just now.
        take(&mut fields)?;
    }
    let (_algorithm, _issuer) = (take(&mut fields)?, take(&mut fields)?);
    let mut validity = sequence(&mut fields)?;
    take(&mut validity)?;
    let (tag, text) = take(&mut validity)?;
    let text = from_utf8(text).ok()?;
    match tag {
        // Two digits of the year: 50 and later are of the last century.
        UTC_TIME if text.get(..2)? >= "50" => seconds(&format!("19{text}")),
        UTC_TIME => seconds(&format!("20{text}")),
        GENERALIZED_TIME => seconds(text),
        _ => None,
    }
}

fn seconds(text: &str) -> Option<i64> {
    let time = chrono::NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%SZ").ok()?;
    Some(time.and_utc().timestamp())
}
