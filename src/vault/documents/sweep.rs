//! Files that no row knows: of a document that was never finished, or whose person was erased.

use std::fs;
use std::io;

use super::super::rows::key;
use super::super::{Vault, VaultError, scrub, seal};
use super::FOLDER;

impl Vault {
    /// Destroys every file that no row knows. To be called when nothing is being kept: at opening, and
    /// after an erasure.
    pub(in crate::vault) fn sweep_documents(&self) -> Result<(), VaultError> {
        let folder = self.folder().join(FOLDER);
        let failed = |source| VaultError::Io { path: folder.clone(), source };
        let files = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            files => files.map_err(failed)?,
        };
        for file in files {
            let path = file.map_err(failed)?.path();
            let id = path.file_name().and_then(|name| seal::from_hex(name.to_str()?));
            let known = match id.filter(|id| id.len() == 16) {
                Some(id) => self.store.get(&key(b'f', &[&id]))?.is_some(),
                None => false,
            };
            if !known {
                self.store.faults.step("sweep")?;
                scrub::destroy(&path, || self.store.faults.step("swept"))?;
            }
        }
        Ok(())
    }
}
