//! A folder of Parquet files, one for each table. A file has its name only once it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::parquet::Parquet;
use super::{Order, Table, TableError};
use crate::exchange::stamp;
use crate::ledger::Ledger;
use crate::ledger::replay::Folded;

/// Name of the file of a table.
pub fn file_name(table: &Table) -> String {
    format!("{}.parquet", table.name)
}

/// The files of tables that are already there.
pub fn existing(folder: &Path, tables: &[Table]) -> Vec<PathBuf> {
    let paths = tables.iter().map(|table| folder.join(file_name(table)));
    paths.filter(|path| path.exists()).collect()
}

/// Writes tables into a folder, making it where it is not, and gives the paths of the files. What is
/// there is replaced; ask [`existing`] before. After a failure no file is half-written.
pub fn write(
    ledger: &Ledger,
    folded: &Folded,
    folder: &Path,
    tables: Vec<Table>,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<PathBuf>, TableError> {
    fs::create_dir_all(folder)?;
    let paths: Vec<PathBuf> = tables.iter().map(|table| folder.join(file_name(table))).collect();
    let parts: Vec<PathBuf> =
        paths.iter().map(|path| path.with_extension("parquet.part")).collect();
    let written = write_parts(ledger, folded, tables, &parts, progress);
    if let Err(error) = written {
        // What cannot be removed either is named as unfinished by its ending.
        parts.iter().for_each(|part| drop(fs::remove_file(part)));
        return Err(error);
    }
    for (part, path) in parts.iter().zip(&paths) {
        fs::rename(part, path)?;
    }
    Ok(paths)
}

fn write_parts(
    ledger: &Ledger,
    folded: &Folded,
    tables: Vec<Table>,
    parts: &[PathBuf],
    progress: &mut dyn FnMut(u64),
) -> Result<(), TableError> {
    let origin = &folded.reading.state.integrity.meta().origin;
    let stamp = stamp::entries(origin, &crate::ledger::seen::stamp(folded, None));
    let open = |(table, part): (Table, &PathBuf)| -> io::Result<Order<'static>> {
        let sink = Parquet::new(BufWriter::new(File::create(part)?), &table, &stamp)?;
        Ok((table, Box::new(sink)))
    };
    let mut orders = tables.into_iter().zip(parts).map(open).collect::<io::Result<Vec<_>>>()?;
    super::write(ledger, folded, &mut orders, progress)
}
