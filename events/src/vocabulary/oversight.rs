//! Closed lists of the second ledger: who looked, signed in, administered.

vocabulary! {
    /// Why an attempt to sign in failed.
    SignInFault {
        UnknownAccount = "akun-tidak-dikenal", "akun tidak dikenal", "no such account";
        WrongSecret = "rahasia-salah", "kata sandi atau kode salah", "wrong password or code";
        Closed = "akun-tertutup", "akun sudah ditutup", "the account is closed";
        TooMany = "terlalu-sering", "terlalu sering gagal", "too many failures";
        Expired = "kedaluwarsa", "token atau kode kedaluwarsa", "token or code has expired";
        Other = "lain", "sebab lain", "another reason";
    }
    /// Why a session ended.
    SignOutCause {
        Asked = "diminta", "diminta sendiri", "asked for";
        Idle = "diam", "terlalu lama diam", "idle for too long";
        Ended = "habis", "masa berlaku habis", "its time was over";
        Withdrawn = "dicabut", "dicabut pengelola", "withdrawn by an administrator";
    }
    /// What is shown of a person.
    RevealedField {
        All = "semua", "seluruh catatan", "the whole record";
        Nik = "nik", "NIK", "NIK";
        Name = "nama", "nama", "name";
        Kk = "kk", "nomor KK", "family card number";
        Address = "alamat", "alamat", "address";
        BankAccount = "rekening", "rekening", "bank account";
        Document = "dokumen", "dokumen", "document";
    }
    /// What an administrator does.
    AdministrativeAct {
        BackedUp = "cadangan", "cadangan dibuat", "a backup was made";
        Restored = "pemulihan", "cadangan dipulihkan", "a backup was restored";
        Configured = "pengaturan", "pengaturan diubah", "the configuration was changed";
        KeyRotated = "ganti-kunci", "kunci diganti", "a key was changed";
        CodeIssued = "kode-akun", "kode akun diterbitkan", "a code to enter an account was issued";
        Copied = "salinan", "buku disalin", "the ledger was copied";
        LoginSet = "nama-masuk", "nama masuk atau kata sandi diatur", "a login or password was set";
        FactorEnrolled = "faktor-kedua", "faktor kedua didaftarkan", "a second factor was enrolled";
        FactorRemoved = "faktor-kedua-dicabut", "faktor kedua dicabut", "a second factor was taken away";
    }
    /// What the vault was opened for.
    VaultUse {
        Read = "baca", "membaca orang", "to read people";
        Write = "tulis", "menambah atau mengubah orang", "to add or change people";
        Match = "padan", "memadankan daftar", "to match a list";
        Erase = "musnah", "memusnahkan", "to destroy";
        Maintain = "rawat", "merawat brankas", "to maintain it";
    }
}
