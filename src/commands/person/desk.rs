//! Vault and ledger of one folder, opened together: what every subcommand works on.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use jejak_events::Region;
use jejak_events::ids::{Bytes32, RecipientId};
use jejak_events::oversight::VaultAccessed;
use jejak_events::vocabulary::VaultUse;
use jejak_projections::State;
use zeroize::Zeroizing;

pub use super::super::recording::RecordArgs;
use super::super::recording::{self, Recording};
use super::super::{Context, Failure, Place, VaultAtHand, bad_lines, open};
use super::{reach, vault};
use crate::commands::errors;
use crate::exchange::drafts::BadLine;
use crate::ledger::{Draft, Receipt, Request, WriteError};
use crate::said::{Said, said};
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
    pub master_key_file: Option<PathBuf>,
    /// File, mode 0600, whose first line is the vault's passphrase.
    #[arg(long, value_name = "FILE", env = "JEJAK_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
}

impl KeyArgs {
    /// What the operator gave.
    pub fn source(&self) -> Result<KeySource, VaultError> {
        if let Some(path) = &self.master_key_file {
            return Ok(KeySource::File(path.clone()));
        }
        if let Some(path) = &self.passphrase_file {
            return KeySource::passphrase_file(path);
        }
        let text = std::env::var("JEJAK_MASTER_KEY").map_err(|_| VaultError::NoKey)?;
        Ok(KeySource::Text(Zeroizing::new(text)))
    }
}

impl KeyArgs {
    /// The vault that a server keeps open: none where there is none, or where no key was given.
    pub fn vault_of(&self, folder: &Folder) -> Result<Option<Vault>, Failure> {
        if !Vault::exists(&folder.vault()) || matches!(self.source(), Err(VaultError::NoKey)) {
            return Ok(None);
        }
        own_vault(folder, self).map(Some)
    }
}

/// With which key the vault is opened, and who records.
#[derive(Debug, Clone, clap::Args)]
pub struct DeskArgs {
    #[command(flatten)]
    pub key: KeyArgs,
    #[command(flatten)]
    pub record: RecordArgs,
}

/// Vault and ledger of a folder.
pub struct Desk {
    /// The vault.
    pub vault: VaultAtHand,
    /// The ledger.
    recording: Recording,
}

/// What a desk records in is the ledger.
impl std::ops::Deref for Desk {
    type Target = Recording;

    fn deref(&self) -> &Recording {
        &self.recording
    }
}

impl Desk {
    /// Opens both for people who live where whoever asks may look. The vault comes first: a missing
    /// or wrong key is said at once.
    pub fn of(context: &Context, args: &DeskArgs, people: &[RecipientId]) -> Result<Desk, Failure> {
        reach::of(context, &*open::folder(context)?, people)?;
        Desk::open(context, args)
    }

    /// Opens both, to add or change people.
    pub fn open(context: &Context, args: &DeskArgs) -> Result<Desk, Failure> {
        Desk::open_to(context, args, VaultUse::Write)
    }

    /// Opens both; that the vault is open, and what for, is in the second ledger before it is used.
    pub fn open_to(context: &Context, args: &DeskArgs, usage: VaultUse) -> Result<Desk, Failure> {
        let folder = open::folder(context)?;
        let opened = open_vault(context, &folder, &args.key)?;
        let desk = Desk::with(context, &folder, opened, args.record)?;
        let (ours, bound) = (desk.vault.read().commitment(), desk.bound());
        match bound {
            Some(known) if known == ours => {
                let account = context.actor(args.record.account).account.0;
                let accessed = VaultAccessed { account, usage };
                open::oversee(&desk.ledger, vec![accessed.into()])?;
                Ok(desk)
            }
            Some(_) => Err(Failure::Refused(said!(
                "the ledger is bound to another vault than the one in {}: its ids stand for other \
                 people; put the right vault back",
                "buku tertaut ke brankas lain, bukan yang di {}: id di sini milik orang lain; \
                 kembalikan brankas yang benar",
                desk.vault.read().folder().display()
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
        vault: VaultAtHand,
        record: RecordArgs,
    ) -> Result<Desk, Failure> {
        let recording = Recording::of(context, folder, record)?;
        Ok(Desk { vault, recording })
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

    /// What can be said of the identity of somebody in the vault, which is open to `kept`.
    pub fn identity(&self, kept: &Vault, id: RecipientId) -> Result<Identity, Failure> {
        kept.identity(id, self.today, &|prefix| self.knows(prefix)).map_err(vault)
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

    /// Proposes, and closes both. `nothing` says what did not happen where a rule refuses.
    pub fn conclude(
        self,
        context: &Context,
        request: Request,
        nothing: &Said,
    ) -> Result<Receipt, Failure> {
        self.recording.conclude(context, request, nothing)
    }

    /// Closes the ledger, then the vault.
    pub fn close(self) -> Result<(), Failure> {
        self.recording.ledger.close().map_err(Failure::io)
    }
}

/// The vault of a folder: opened, or the one that the server has open.
pub fn open_vault(
    context: &Context,
    folder: &Folder,
    key: &KeyArgs,
) -> Result<VaultAtHand, Failure> {
    let Place::Open(house) = &context.place else {
        return own_vault(folder, key).map(VaultAtHand::own);
    };
    match &house.vault {
        Some(kept) => Ok(VaultAtHand::kept(kept)),
        None => Err(closed(folder)),
    }
}

/// What a service says that cannot look into the vault.
fn closed(folder: &Folder) -> Failure {
    if Vault::exists(&folder.vault()) {
        return Failure::NotNow(
            "VLT-01",
            said!(
                "the service was started without the key of the vault; start it again with \
                 --master-key-file or --passphrase-file",
                "layanan dimulai tanpa kunci brankas; mulai lagi dengan --master-key-file atau \
                 --passphrase-file"
            ),
        );
    }
    Failure::NotNow(
        "VLT-02",
        said!(
            "this ledger has no vault: begin one with `jejak person init` while no service runs",
            "buku ini tidak punya brankas: mulai dengan `jejak person init` selagi tidak ada layanan \
             berjalan"
        ),
    )
}

/// Opens the vault of a folder.
fn own_vault(folder: &Folder, key: &KeyArgs) -> Result<Vault, Failure> {
    if !Vault::exists(&folder.vault()) {
        return Err(vault(VaultError::Missing(folder.vault())));
    }
    let source = key.source().map_err(vault)?;
    Vault::open(&folder.vault(), &source).map_err(vault)
}

/// A refusal of the rules, in the language asked for.
pub fn refused(context: &Context, error: &WriteError) -> Failure {
    let nothing = said!("nothing was changed", "tidak ada yang diubah");
    recording::refused(context, error, &nothing)
}

/// What a file is called in messages: to whoever asks a server it is the body.
pub fn named(context: &Context, file: &Path) -> String {
    match context.place {
        Place::Folder(_) => file.display().to_string(),
        Place::Open(_) => context.pick("the body", "isi permintaan").to_owned(),
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
    bad_lines::list(context, bad).err().unwrap_or_else(|| {
        Failure::Refused(said!(
            "{} bad lines; nothing was kept or recorded. Mend them and send the whole file again",
            "{} baris salah; tidak ada yang disimpan atau dicatat. Perbaiki dan kirim ulang \
             seluruh berkas",
            bad.len()
        ))
    })
}
