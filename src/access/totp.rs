//! One-time codes by time: RFC 6238, HMAC-SHA-1, 6 digits, steps of 30 seconds.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jejak_events::Timestamp;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// Length of a step.
const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one whose codes are taken: clocks differ.
const DRIFT: u64 = 1;
/// Bytes of a secret, as RFC 4226 asks.
pub(super) const SECRET: usize = 20;
const DIGITS: u32 = 6;
/// RFC 4648, as authenticator programs read secrets.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of a moment.
fn step_at(now: Timestamp) -> u64 {
    u64::try_from(now.micros() / 1_000_000 / STEP_SECONDS).unwrap_or(0)
}

/// The 31 bits of a step, of which a code is the last digits (RFC 4226, 5.3).
fn value(secret: &[u8], step: u64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("a key of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let word = [digest[at], digest[at + 1], digest[at + 2], digest[at + 3]];
    u32::from_be_bytes(word) & 0x7fff_ffff
}

fn code(secret: &[u8], step: u64) -> String {
    format!("{:06}", value(secret, step) % 10u32.pow(DIGITS))
}

/// The step whose code was given, if it is one of now and later than the last that was taken.
pub(super) fn accepted(secret: &[u8], given: &str, now: Timestamp, last: u64) -> Option<u64> {
    let present = step_at(now);
    let steps = present.saturating_sub(DRIFT)..=present.saturating_add(DRIFT);
    // Every step is compared, whichever fits.
    let fits = |step: &u64| bool::from(code(secret, *step).as_bytes().ct_eq(given.as_bytes()));
    let found: Vec<u64> = steps.filter(fits).collect();
    found.into_iter().find(|step| *step > last)
}

/// The code of a moment: what an authenticator program shows.
#[cfg(test)]
pub(super) fn shown(secret: &[u8], now: Timestamp) -> String {
    code(secret, step_at(now))
}

/// A secret as people type it into an authenticator program.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut block = [0; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        for place in 0..(chunk.len() * 8).div_ceil(5) {
            let digit = (bits >> (35 - 5 * place)) & 31;
            text.push(char::from(BASE32[usize::try_from(digit).unwrap_or(0)]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000).unwrap()
    }

    /// RFC 6238, appendix B, SHA-1.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        let table = [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
        ];
        for (seconds, expected) in table {
            let step = step_at(at(seconds));
            assert_eq!(value(secret, step) % 100_000_000, expected, "{seconds}");
            assert_eq!(shown(secret, at(seconds)), format!("{:06}", expected % 1_000_000));
        }
    }

    #[test]
    fn one_step_of_drift_and_each_code_once() {
        let secret = [7; SECRET];
        let now = at(1_800_000_015);
        let step = step_at(now);
        let given = |seconds: i64, last| {
            let code = shown(&secret, at(1_800_000_015 + seconds));
            accepted(&secret, &code, now, last).map(|found| found.abs_diff(step))
        };
        let table = [(0, Some(0)), (-30, Some(1)), (30, Some(1)), (-60, None), (60, None)];
        for (seconds, expected) in table {
            assert_eq!(given(seconds, 0), expected, "{seconds}");
        }
        assert_eq!(given(0, step), None, "taken before");
        assert_eq!(given(-30, step), None, "older than one that was taken");
        assert_eq!(given(30, step), Some(1));
        assert_eq!(accepted(&secret, "", now, 0), None);
    }

    /// RFC 4648, section 10, without padding.
    #[test]
    fn secrets_are_written_as_the_standard_does() {
        let table =
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")];
        for (plain, expected) in table {
            assert_eq!(base32(plain.as_bytes()), expected, "{plain}");
        }
    }
}
