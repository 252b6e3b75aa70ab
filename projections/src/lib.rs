//! What it means: pure folds over events.
