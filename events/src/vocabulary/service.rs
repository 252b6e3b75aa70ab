//! Closed lists of the area `service`.

vocabulary! {
    /// What kind of service unit.
    ServiceKind {
        Slrt = "slrt", "SLRT (kabupaten/kota)", "SLRT (regency or city)";
        Puskesos = "puskesos", "Puskesos (desa/kelurahan)", "Puskesos (village)";
    }
}
