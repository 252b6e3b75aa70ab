//! Sentences in both languages, as the folds make them (`jejak_projections::said`), and the errors
//! of this crate put into them.

use std::error::Error;
use std::io::ErrorKind;

pub use jejak_projections::said;
pub use jejak_projections::said::{Language, Said};

/// An error with its causes, on one line. `indonesian` has the words for the errors that it
/// knows; what neither it nor this knows stays English in both languages.
pub fn of_error(
    error: &(dyn Error + 'static),
    indonesian: impl Fn(&(dyn Error + 'static)) -> Option<String>,
) -> Said {
    let (mut told, mut next) = (Vec::new(), Some(error));
    while let Some(error) = next {
        let en = error.to_string();
        let known = indonesian(error).or_else(|| of_system(error.downcast_ref()?));
        told.push(Said { id: known.unwrap_or_else(|| en.clone()), en });
        next = error.source();
    }
    Said::join(&told, ": ")
}

/// What the operating system says most.
fn of_system(error: &std::io::Error) -> Option<String> {
    let what = match error.kind() {
        ErrorKind::NotFound => "berkas atau folder tidak ada",
        ErrorKind::PermissionDenied => "izin ditolak",
        ErrorKind::AlreadyExists => "sudah ada",
        ErrorKind::IsADirectory => "itu sebuah folder",
        ErrorKind::NotADirectory => "itu bukan folder",
        ErrorKind::StorageFull => "cakram penuh",
        ErrorKind::ConnectionRefused => "sambungan ditolak",
        ErrorKind::ConnectionReset => "sambungan terputus",
        ErrorKind::ReadOnlyFilesystem => "sistem berkas hanya dapat dibaca",
        _ => return None,
    };
    let code = error.raw_os_error()?;
    Some(format!("{what} (os error {code})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_read_the_english_sentence() {
        let told = said!("two events", "dua kejadian");
        assert_eq!(serde_json::to_value(&told).unwrap(), "two events");
    }

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] std::io::Error);

    #[test]
    fn causes_follow_from_the_outermost_inwards() {
        let error = Outer(std::io::Error::from_raw_os_error(2));
        let told = of_error(&error, |error| error.is::<Outer>().then(|| "luar".to_owned()));
        assert_eq!(told.within(Language::En), "outer: No such file or directory (os error 2)");
        let id = "luar: berkas atau folder tidak ada (os error 2)";
        assert_eq!(told.within(Language::Id), id);
        let unknown = of_error(&std::fmt::Error, |_| None);
        assert_eq!(unknown.within(Language::Id), unknown.within(Language::En));
    }
}
