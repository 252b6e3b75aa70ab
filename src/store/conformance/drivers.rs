//! A harness for each driver.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;

use super::super::EventStore;
use super::super::folder::{Engine, Folder, open_store_in};
use super::super::memory::{MemoryDisk, MemoryImage};
use super::super::space::Space;
use super::{Harness, Image, Part};

/// The store in memory.
pub fn memory() -> impl Harness {
    InMemory { disk: MemoryDisk::new(), images: Vec::new() }
}

/// sled in a temporary folder.
pub fn sled() -> impl Harness {
    OnDisk::new(Engine::Sled)
}

/// redb in a temporary folder.
pub fn redb() -> impl Harness {
    OnDisk::new(Engine::Redb)
}

struct InMemory {
    disk: MemoryDisk,
    images: Vec<MemoryImage>,
}

impl Harness for InMemory {
    fn open(&mut self) -> Result<Box<dyn EventStore>, String> {
        self.disk.open().map_err(|e| e.to_string())
    }

    fn image(&mut self) -> Image {
        self.images.push(self.disk.image());
        Image(self.images.len() - 1)
    }

    fn restore(&mut self, image: Image, part: Part) {
        let now = self.disk.image();
        let image = &self.images[image.0];
        self.disk.restore(&match part {
            Part::All => image.clone(),
            Part::Store => image.clone().with_mark_of(&now),
            Part::Mark => now.with_mark_of(image),
        });
    }

    fn set_free_space(&mut self, bytes: u64) {
        self.disk.set_free_space(bytes);
    }

    fn places(&mut self) -> usize {
        (0..self.disk.frames()).map(|frame| self.disk.frame(frame).len()).sum()
    }

    fn damage(&mut self, mut place: usize) {
        let bit = place % 8;
        for frame in 0..self.disk.frames() {
            let length = self.disk.frame(frame).len();
            if place < length {
                return self.disk.flip_bit(frame, 8 * place + bit);
            }
            place -= length;
        }
    }

    fn fingerprint(&mut self) -> u32 {
        (0..self.disk.frames()).fold(0, |sum, frame| sum ^ crc32fast::hash(&self.disk.frame(frame)))
    }

    fn lose_store(&mut self) {
        self.disk.shorten(0);
    }
}

/// A real engine in a real folder.
pub struct OnDisk {
    engine: Engine,
    root: TempDir,
    images: usize,
    free: Arc<AtomicU64>,
    /// Files and offsets that [`Harness::damage`] knows.
    places: Vec<(PathBuf, usize)>,
}

impl OnDisk {
    pub fn new(engine: Engine) -> OnDisk {
        let root = tempfile::tempdir().expect("a temporary folder");
        drop(Folder::create(&root.path().join("ledger"), engine).expect("a ledger is created"));
        OnDisk {
            engine,
            root,
            images: 0,
            free: Arc::new(AtomicU64::new(u64::MAX)),
            places: Vec::new(),
        }
    }

    pub fn path(&self) -> PathBuf {
        self.root.path().join("ledger")
    }

    pub fn image_path(&self, image: Image) -> PathBuf {
        self.root.path().join(format!("image-{}", image.0))
    }

    /// Takes over an image of another harness.
    pub fn adopt(&mut self, other: &OnDisk, image: Image) {
        fs::remove_dir_all(self.image_path(Image(0))).or_else(ignore_missing).unwrap();
        copy(&other.image_path(image), &self.image_path(Image(0)));
        self.restore(Image(0), Part::All);
    }

    /// Every byte that carries something: engines fill their files with long runs of one byte, of
    /// which one in 4096 is enough.
    fn bytes_that_matter(&self) -> Vec<(PathBuf, usize)> {
        let mut files = vec![self.path().join("HIGHWATER")];
        let store = fs::read_dir(self.path().join("store")).expect("the store's folder");
        files.extend(store.map(|entry| entry.expect("an entry").path()).filter(|p| p.is_file()));
        files.sort();
        let mut places = Vec::new();
        for path in files {
            let bytes = fs::read(&path).expect("a file of the store");
            let at = |i: usize| bytes.get(i).copied();
            let in_run = |i: usize| at(i) == at(i.wrapping_sub(1)) && at(i) == at(i + 1);
            let matter = (0..bytes.len()).filter(|&i| i % 4096 == 0 || !in_run(i));
            places.extend(matter.map(|i| (path.clone(), i)));
        }
        places
    }
}

impl Harness for OnDisk {
    fn open(&mut self) -> Result<Box<dyn EventStore>, String> {
        let folder = Folder::open(&self.path()).map_err(|e| e.to_string())?;
        open_store_in(&folder, Space::fixed(Arc::clone(&self.free))).map_err(|e| e.to_string())
    }

    fn image(&mut self) -> Image {
        let image = Image(self.images);
        self.images += 1;
        copy(&self.path(), &self.image_path(image));
        image
    }

    fn restore(&mut self, image: Image, part: Part) {
        let (from, to) = (self.image_path(image), self.path());
        if part != Part::Mark {
            fs::remove_dir_all(to.join("store")).unwrap();
            copy(&from.join("store"), &to.join("store"));
        }
        if part != Part::Store {
            fs::copy(from.join("HIGHWATER"), to.join("HIGHWATER")).unwrap();
        }
    }

    fn set_free_space(&mut self, bytes: u64) {
        self.free.store(bytes, Ordering::Relaxed);
    }

    fn places(&mut self) -> usize {
        self.places = self.bytes_that_matter();
        self.places.len()
    }

    fn damage(&mut self, place: usize) {
        let (path, offset) = &self.places[place];
        let file = fs::File::options().read(true).write(true).open(path).unwrap();
        let (mut byte, at) = ([0], u64::try_from(*offset).unwrap());
        file.read_exact_at(&mut byte, at).unwrap();
        byte[0] ^= 1 << (offset % 8);
        file.write_all_at(&byte, at).unwrap();
    }

    fn fingerprint(&mut self) -> u32 {
        let mut files = vec![self.path().join("HIGHWATER")];
        let store = fs::read_dir(self.path().join("store")).expect("the store's folder");
        files.extend(store.map(|entry| entry.expect("an entry").path()).filter(|p| p.is_file()));
        files.sort();
        let mut all = crc32fast::Hasher::new();
        for path in files {
            all.update(path.as_os_str().as_encoded_bytes());
            all.update(&fs::read(path).expect("a file of the store"));
        }
        all.finalize()
    }

    fn lose_store(&mut self) {
        let fresh = OnDisk::new(self.engine);
        fs::remove_dir_all(self.path().join("store")).unwrap();
        copy(&fresh.path().join("store"), &self.path().join("store"));
    }
}

fn ignore_missing(e: std::io::Error) -> std::io::Result<()> {
    if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (source, target) =
            (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(&source, &target).unwrap();
        }
    }
}
