//! Vault and ledger of one folder, opened together: what every subcommand works on.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jejak_events::ids::{Bytes32, RecipientId};
use jejak_events::{Date, Region};
use jejak_projections::State;
use zeroize::Zeroizing;

use super::super::append::continues_what_was_signed;
use super::super::{Context, Failure, open, output};
use super::vault;
use crate::cli::errors;
use crate::exchange::drafts::BadLine;
use crate::ledger::{Clock, Draft, Ledger, Receipt, Request, SystemClock, WriteError};
use crate::said::said;
use crate::store::Folder;
use crate::vault::{Identity, KeySource, Person, Vault, VaultError};

/// Where the master key comes from.
#[derive(Debug, Clone, clap::Args)]
pub struct KeyArgs {
    /// File with the vault's master key, mode 0600. Else the 64 digits of `JEJAK_MASTER_KEY`.
    #[arg(
        long,
        value_name = "FILE",
        env = "JEJAK_MASTER_KEY_FILE",
        conflicts_with = "passphrase_file"
    )]
    pub master_key: Option<PathBuf>,
    /// File, mode 0600, whose first line is the vault's passphrase.
    #[arg(long, value_name = "FILE", env = "JEJAK_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl KeyArgs {
    /// What the operator gave.
    pub fn source(&self) -> Result<KeySource, VaultError> {
        if let Some(path) = &self.master_key {
            return Ok(KeySource::File(path.clone()));
        }
        if let Some(path) = &self.passphrase_file {
            return KeySource::passphrase_file(path);
        }
        let text = std::env::var("JEJAK_MASTER_KEY").map_err(|_| VaultError::NoKey)?;
        Ok(KeySource::Text(Zeroizing::new(text)))
    }
}

/// Who records, and under which clock.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct RecordArgs {
    /// Account that records, by the number of the event that opened it.
    #[arg(long = "as", value_name = "ACCOUNT")]
    pub account: Option<u64>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    pub accept_clock: bool,
}

/// Vault and ledger of a folder.
pub struct Desk {
    /// The vault.
    pub vault: Vault,
    /// The ledger.
    pub ledger: Ledger,
    /// The civil date of today in the ledger's zone.
    pub today: Date,
    record: RecordArgs,
}

impl Desk {
    /// Opens both. The vault comes first: a missing or wrong key is said at once.
    pub fn open(context: &Context, key: &KeyArgs, record: RecordArgs) -> Result<Desk, Failure> {
        let folder = open::folder(context)?;
        let opened = open_vault(&folder, key)?;
        let desk = Desk::with(context, &folder, opened, record)?;
        let (ours, bound) = (desk.vault.commitment(), desk.bound());
        match bound {
            Some(known) if known == ours => Ok(desk),
            Some(_) => Err(Failure::Refused(said!(
                "the ledger is bound to another vault than the one in {}: its ids stand for other \
                 people; put the right vault back",
                "buku tertaut ke brankas lain, bukan yang di {}: id di sini milik orang lain; \
                 kembalikan brankas yang benar",
                desk.vault.folder().display()
            ))),
            None => Err(Failure::Refused(said!(
                "the ledger is bound to no vault yet: run `jejak person init` again",
                "buku belum tertaut ke brankas mana pun: jalankan lagi `jejak person init`"
            ))),
        }
    }

    /// A vault with the ledger of its folder, bound or not.
    pub fn with(
        context: &Context,
        folder: &Folder,
        vault: Vault,
        record: RecordArgs,
    ) -> Result<Desk, Failure> {
        let clock = Arc::new(SystemClock::default());
        let ledger = open::with_clock(
            context,
            folder,
            Arc::<SystemClock>::clone(&clock),
            record.accept_clock,
        )?;
        continues_what_was_signed(folder, &ledger)?;
        let zone = ledger.read(|folded| folded.reading.state.integrity.meta().zone);
        let today = clock.now().date_in(zone);
        Ok(Desk { vault, ledger, today, record })
    }

    /// What the ledger says of its vault.
    pub fn bound(&self) -> Option<Bytes32> {
        self.state(|state| state.privacy.vault()).map(|(vault, _)| vault)
    }

    /// A question to the state of the ledger.
    pub fn state<T>(&self, question: impl FnOnce(&State) -> T) -> T {
        self.ledger.read(|folded| question(&folded.reading.state))
    }

    /// A draft of today.
    pub fn draft(&self, event: impl Into<jejak_events::Event>) -> Draft {
        Draft::new(self.today, event)
    }

    /// What can be said of the identity of somebody in the vault.
    pub fn identity(&self, id: RecipientId) -> Result<Identity, Failure> {
        self.vault.identity(id, self.today, &|prefix| self.knows(prefix)).map_err(vault)
    }

    /// What can be said of the identity of somebody who is to be added.
    pub fn identity_of(&self, person: &Person) -> Identity {
        person.identity(self.today, &|prefix| self.knows(prefix))
    }

    /// Whether a prefix such as `36.03.12` is a region that the ledger knows, or once knew.
    fn knows(&self, prefix: &str) -> bool {
        let region: Option<Region> = prefix.parse().ok();
        region.is_some_and(|region| self.state(|state| state.reference.regions.contains(&region)))
    }

    /// What the rules say of drafts, before anything is done in the vault.
    pub fn judge(&self, drafts: &[Draft]) -> Result<(), WriteError> {
        if drafts.is_empty() {
            return Ok(());
        }
        let request = Request { dry_run: true, ..self.request(drafts.to_vec()) };
        self.ledger.propose(request).map(|_| ())
    }

    /// Records drafts, if there are any.
    pub fn record(&self, drafts: Vec<Draft>) -> Result<Option<Receipt>, Failure> {
        if drafts.is_empty() {
            return Ok(None);
        }
        let recorded = self.ledger.propose(self.request(drafts));
        recorded.map(Some).map_err(|error| {
            let why = errors::said(&error);
            Failure::Io(said!(
                with why;
                "the vault is changed, but the ledger did not record it: {why}; nothing is lost, \
                 repeat the command to complete it",
                "brankas sudah berubah, tetapi buku tidak mencatatnya: {why}; tidak ada yang \
                 hilang, ulangi perintah ini untuk menyelesaikannya"
            ))
        })
    }

    fn request(&self, drafts: Vec<Draft>) -> Request {
        Request::new(open::operator(self.record.account), drafts)
    }

    /// Closes the ledger, then the vault.
    pub fn close(self) -> Result<(), Failure> {
        self.ledger.close().map_err(Failure::io)
    }
}

/// Opens the vault of a folder.
pub fn open_vault(folder: &Folder, key: &KeyArgs) -> Result<Vault, Failure> {
    if !Vault::exists(&folder.vault()) {
        return Err(vault(VaultError::Missing(folder.vault())));
    }
    let source = key.source().map_err(vault)?;
    Vault::open(&folder.vault(), &source).map_err(vault)
}

/// A refusal of the rules, in the language asked for.
pub fn refused(context: &Context, error: &WriteError) -> Failure {
    match error {
        WriteError::Refused(refusal) => Failure::Refused(said!(
            "refused, nothing was changed: {}",
            "ditolak, tidak ada yang diubah: {}",
            refusal.sentence(context.language)
        )),
        error => Failure::Io(error.to_string().into()),
    }
}

/// Reads a file, or standard input for `-`; wiped from memory after use.
pub fn read(file: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let named = |error: std::io::Error| Failure::Io(errors::said(&error).after(file.display()));
    let mut bytes = Zeroizing::new(Vec::new());
    if file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map_err(named)?;
    } else {
        *bytes = std::fs::read(file).map_err(named)?;
    }
    Ok(bytes)
}

/// Lists the bad lines of a file.
pub fn list_bad_lines(context: &Context, bad: &[BadLine]) -> Failure {
    let listed = if context.json {
        output::json(&serde_json::json!({ "bad_lines": bad }))
    } else {
        let header = context.pick(
            ["line", "field", "expected", "found"],
            ["baris", "isian", "seharusnya", "ditemukan"],
        );
        let mut table = output::table(&header, 9);
        for line in bad {
            let (expected, found) =
                (line.expected.within(context.language), line.found.within(context.language));
            table.add_row([&line.line.to_string(), line.field.as_str(), expected, found]);
        }
        output::note(&table.to_string());
        Ok(())
    };
    listed.err().unwrap_or_else(|| {
        Failure::Refused(said!(
            "{} bad lines; nothing was kept or recorded. Mend them and send the whole file again",
            "{} baris salah; tidak ada yang disimpan atau dicatat. Perbaiki dan kirim ulang \
             seluruh berkas",
            bad.len()
        ))
    })
}
