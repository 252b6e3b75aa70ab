//! Names of accounts, as reports print them beside the code.
//!
//! Not here: what an account is (its code says it), and looking one up (`src/reference/`).

use jejak_events::AccountCode;

/// Code, name, basis. The leaves 0002 stand in SIPD; their names are as practitioners say them.
pub const ACCOUNTS: &str = "
  4 | Pendapatan | sipd
  4.1.04 | Lain-lain PAD yang Sah | praktik
  5 | Belanja | sipd
  5.1 | Belanja Operasi | sipd
  5.1.05 | Belanja Hibah | sipd
  5.1.06 | Belanja Bantuan Sosial | sipd
  5.1.06.01 | Belanja Bantuan Sosial kepada Individu | sipd
  5.1.06.01.01 | Belanja Bantuan Sosial Uang kepada Individu | sipd
  5.1.06.01.01.0001 | Belanja Bantuan Sosial Uang yang direncanakan kepada Individu | sipd
  5.1.06.01.01.0002 | Belanja Bantuan Sosial Uang yang tidak direncanakan kepada Individu | praktik
  5.1.06.01.02 | Belanja Bantuan Sosial Barang kepada Individu | sipd
  5.1.06.01.02.0001 | Belanja Bantuan Sosial Barang yang direncanakan kepada Individu | sipd
  5.1.06.01.02.0002 | Belanja Bantuan Sosial Barang yang tidak direncanakan kepada Individu | praktik
  5.1.06.02 | Belanja Bantuan Sosial kepada Keluarga | sipd
  5.1.06.02.01 | Belanja Bantuan Sosial Uang kepada Keluarga | sipd
  5.1.06.02.01.0001 | Belanja Bantuan Sosial Uang yang direncanakan kepada Keluarga | sipd
  5.1.06.02.01.0002 | Belanja Bantuan Sosial Uang yang tidak direncanakan kepada Keluarga | praktik
  5.1.06.02.02 | Belanja Bantuan Sosial Barang kepada Keluarga | sipd
  5.1.06.02.02.0001 | Belanja Bantuan Sosial Barang yang direncanakan kepada Keluarga | sipd
  5.1.06.02.02.0002 | Belanja Bantuan Sosial Barang yang tidak direncanakan kepada Keluarga | praktik
  5.1.06.03 | Belanja Bantuan Sosial kepada Kelompok Masyarakat | sipd
  5.1.06.03.01 | Belanja Bantuan Sosial Uang kepada Kelompok Masyarakat | sipd
  5.1.06.03.01.0001 | Belanja Bantuan Sosial Uang yang direncanakan kepada Kelompok Masyarakat | sipd
  5.1.06.03.01.0002 | Belanja Bantuan Sosial Uang yang tidak direncanakan kepada Kelompok Masyarakat | praktik
  5.1.06.03.02 | Belanja Bantuan Sosial Barang kepada Kelompok Masyarakat | sipd
  5.1.06.03.02.0001 | Belanja Bantuan Sosial Barang yang direncanakan kepada Kelompok Masyarakat | sipd
  5.1.06.03.02.0002 | Belanja Bantuan Sosial Barang yang tidak direncanakan kepada Kelompok Masyarakat | praktik
  5.1.06.04 | Belanja Bantuan Sosial kepada Lembaga Non Pemerintahan | sipd
  5.1.06.04.01 | Belanja Bantuan Sosial Uang kepada Lembaga Non Pemerintahan | sipd
  5.1.06.04.01.0001 | Belanja Bantuan Sosial Uang yang direncanakan kepada Lembaga Non Pemerintahan | sipd
  5.1.06.04.01.0002 | Belanja Bantuan Sosial Uang yang tidak direncanakan kepada Lembaga Non Pemerintahan | praktik
  5.1.06.04.02 | Belanja Bantuan Sosial Barang kepada Lembaga Non Pemerintahan | sipd
  5.1.06.04.02.0001 | Belanja Bantuan Sosial Barang yang direncanakan kepada Lembaga Non Pemerintahan | sipd
  5.1.06.04.02.0002 | Belanja Bantuan Sosial Barang yang tidak direncanakan kepada Lembaga Non Pemerintahan | praktik
  5.2 | Belanja Modal | sipd
  5.3 | Belanja Tidak Terduga | sipd
  5.3.01.01.01.0001 | Belanja Tidak Terduga | praktik
  5.4 | Belanja Transfer | sipd
  6 | Pembiayaan | sipd
";

/// The name of an account, where it is known.
pub fn name_of(code: AccountCode) -> Option<&'static str> {
    let code = code.to_string();
    let rows = ACCOUNTS.lines().filter_map(|line| line.split_once('|'));
    rows.filter(|(known, _)| known.trim() == code)
        .find_map(|(_, rest)| rest.split('|').next())
        .map(str::trim)
}

/// The name of an account for a line of a table; where it has none of its own, that of the nearest
/// account above it, with the code to which that belongs.
pub fn described(code: AccountCode) -> Option<String> {
    let text = code.to_string();
    let mut above = text.as_str();
    loop {
        let name = above.parse().ok().and_then(name_of);
        if let Some(name) = name {
            let own = above.len() == text.len();
            return Some(if own { name.to_owned() } else { format!("{name} ({above})") });
        }
        above = above.rsplit_once('.')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_the_name_of_its_own_code() {
        let name = |code: &str| name_of(code.parse().expect(code));
        assert_eq!(name("5.1.06"), Some("Belanja Bantuan Sosial"));
        assert_eq!(name("5.1.06.01"), Some("Belanja Bantuan Sosial kepada Individu"));
        assert_eq!(name("5.1.06.05"), None);
        let told = |code: &str| described(code.parse().expect(code));
        assert_eq!(told("5.1.06").as_deref(), Some("Belanja Bantuan Sosial"));
        assert_eq!(told("5.1.05.05.01.0001").as_deref(), Some("Belanja Hibah (5.1.05)"));
        assert_eq!(told("5.1.02.01.01.0001").as_deref(), Some("Belanja Operasi (5.1)"));
    }
}
