//! One command that shows the main job on one machine. See `--help`.
mod link;
mod scenario;
fn main() {}
