//! Physical works: stages, progress, photographs, hand-over (BAST).
