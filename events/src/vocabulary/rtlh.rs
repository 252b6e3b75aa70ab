//! Closed lists of the area `rtlh`.

vocabulary! {
    /// What a roof is made of.
    RoofMaterial {
        Thatch = "rumbia", "rumbia/ijuk", "thatch";
        Zinc = "seng", "seng", "zinc sheets";
        Asbestos = "asbes", "asbes", "asbestos sheets";
        Tile = "genteng", "genteng", "tiles";
        Concrete = "beton", "beton", "concrete";
        Other = "lain", "lain-lain", "other";
    }
    /// What walls are made of.
    WallMaterial {
        Bamboo = "bambu", "bambu/anyaman", "bamboo";
        Wood = "kayu", "kayu", "wood";
        HalfBrick = "semi-tembok", "setengah tembok", "half brick";
        Brick = "tembok", "tembok", "brick";
        Other = "lain", "lain-lain", "other";
    }
    /// What a floor is made of.
    FloorMaterial {
        Soil = "tanah", "tanah", "earth";
        Wood = "kayu", "kayu/bambu", "wood or bamboo";
        Cement = "semen", "semen/plester", "cement";
        Tile = "keramik", "ubin/keramik", "tiles";
        Other = "lain", "lain-lain", "other";
    }
    /// What sanitation (MCK) a house has.
    Sanitation {
        None = "tidak-ada", "tidak ada", "none";
        Shared = "bersama", "bersama/umum", "shared";
        Pit = "cubluk", "sendiri, cubluk", "own, pit";
        Septic = "septik", "sendiri, tangki septik", "own, septic tank";
    }
    /// Whose the land is on which a house stands.
    LandStatus {
        Owned = "milik-sendiri", "milik sendiri, tidak sengketa", "own, undisputed";
        Rented = "sewa", "sewa", "rented";
        Others = "milik-orang-lain", "milik orang lain", "another's";
        State = "tanah-negara", "tanah negara", "the state's";
        Disputed = "sengketa", "sengketa", "disputed";
        Unknown = "tidak-diketahui", "tidak diketahui", "unknown";
    }
    /// Whether a house is fit to live in.
    HouseVerdict {
        Fit = "layak", "layak huni", "fit";
        Light = "rusak-ringan", "tidak layak, rusak ringan", "unfit, light damage";
        Medium = "rusak-sedang", "tidak layak, rusak sedang", "unfit, medium damage";
        Heavy = "rusak-berat", "tidak layak, rusak berat", "unfit, heavy damage";
    }
    /// How a house was lost.
    HouseLossCause {
        Flood = "banjir", "banjir", "flood";
        Landslide = "longsor", "tanah longsor", "landslide";
        Fire = "kebakaran", "kebakaran", "fire";
        Tsunami = "tsunami", "tsunami", "tsunami";
        Earthquake = "gempa", "gempa bumi", "earthquake";
        Storm = "angin", "angin puting beliung", "storm";
        Demolished = "dibongkar", "dibongkar pemilik", "demolished by the owner";
        Sold = "dijual", "dijual atau dialihkan", "sold or passed on";
    }
}
