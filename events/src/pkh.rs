//! PKH: components, commitment, stages.
