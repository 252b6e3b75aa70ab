//! The file of a token: for its owner alone, like the files of keys.

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use ureq::http::HeaderValue;
use zeroize::Zeroizing;

use crate::commands::{Failure, errors};
use crate::said::said;

/// Longest file; a token has 70 characters.
const BYTES_MAX: usize = 1_024;
/// Permission bits of group and others.
const OTHERS: u32 = 0o077;

/// The header that proves who asks; it is never printed, not even for debugging.
pub fn read(path: &Path) -> Result<HeaderValue, Failure> {
    let named = |error: std::io::Error| Failure::Io(errors::said(&error).after(path.display()));
    let file = File::open(path).map_err(named)?;
    let mode = file.metadata().map_err(named)?.mode() & 0o777;
    let shown = path.display();
    if mode & OTHERS != 0 {
        return Err(Failure::Io(said!(
            "{shown}: expected mode 600, found {mode:o}: others can read the token; run `chmod 600` \
             on it, and revoke the token if others use this machine",
            "{shown}: seharusnya mode 600, ditemukan {mode:o}: orang lain dapat membaca token; \
             jalankan `chmod 600` padanya, dan cabut token bila mesin ini dipakai orang lain"
        )));
    }
    let mut text = Zeroizing::new(String::with_capacity(BYTES_MAX + 1));
    file.take(BYTES_MAX as u64 + 1).read_to_string(&mut text).map_err(named)?;
    let token = text.trim();
    let alone = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let bearer = Zeroizing::new(format!("Bearer {token}"));
    let header = HeaderValue::from_str(&bearer).ok().filter(|_| alone && text.len() <= BYTES_MAX);
    let mut header = header.ok_or_else(|| {
        let size = text.len();
        Failure::Usage(said!(
            "{shown}: expected one token, as `jejak account token issue` prints it, found {size} \
             bytes that are none",
            "{shown}: seharusnya satu token, seperti dicetak `jejak account token issue`, ditemukan \
             {size} bita yang bukan token"
        ))
    })?;
    header.set_sensitive(true);
    Ok(header)
}
