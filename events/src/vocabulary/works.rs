//! Closed lists of the area `works`.

vocabulary! {
    /// What kind of physical work.
    WorkKind {
        HouseRepair = "perbaikan-rumah", "perbaikan rumah", "repair of a house";
        NewHouse = "rumah-baru", "pembangunan rumah baru", "new house";
        Building = "gedung", "pembangunan gedung", "new building";
        Renovation = "rehabilitasi-gedung", "rehabilitasi gedung", "renovation of a building";
        Surroundings = "sarana-lingkungan", "sarana lingkungan", "facilities of the surroundings (sarling)";
    }
    /// What the money of a stage buys.
    WorkComponent {
        Material = "bahan", "bahan bangunan", "material";
        Wages = "upah", "upah tukang", "wages";
        Both = "bahan-dan-upah", "bahan dan upah", "material and wages";
    }
    /// From where a photograph was taken.
    PhotoAngle {
        Front = "depan", "depan", "front";
        Side = "samping", "samping", "side";
        Back = "belakang", "belakang", "back";
        Inside = "dalam", "dalam", "inside";
        Roof = "atap", "atap", "roof";
        Sanitation = "mck", "MCK", "sanitation";
    }
    /// What is wrong with a work.
    DefectKind {
        Structure = "struktur", "struktur", "structure";
        Roof = "atap", "atap", "roof";
        Wall = "dinding", "dinding", "wall";
        Floor = "lantai", "lantai", "floor";
        Sanitation = "mck", "MCK", "sanitation";
        Volume = "volume-kurang", "volume kurang", "volume short";
        Specification = "spesifikasi", "tidak sesuai spesifikasi", "not to specification";
        Other = "lain", "lain-lain (lihat catatan)", "other (see note)";
    }
}
