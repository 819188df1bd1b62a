//! The files under `docs/`: vectors are compared or written, worked examples are found in the document.

use std::path::PathBuf;

use serde_json::Value as Json;

fn docs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

fn path(name: &str) -> PathBuf {
    docs().join("vectors").join(name)
}

/// The document.
pub(crate) fn document() -> String {
    std::fs::read_to_string(docs().join("sync-protocol.md")).unwrap()
}

/// A file of vectors.
pub(crate) fn read(name: &str) -> Json {
    serde_json::from_slice(&std::fs::read(path(name)).unwrap()).unwrap()
}

/// Whether the file of this name holds these vectors; it is written anew when that was asked for.
pub(crate) fn holds(name: &str, vectors: &Json) -> bool {
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(vectors).unwrap() + "\n";
        std::fs::write(path(name), text).unwrap();
        return true;
    }
    std::fs::read(path(name)).is_ok_and(|bytes| serde_json::from_slice::<Json>(&bytes).unwrap() == *vectors)
}

/// The bytes of the vector `file/name`, or of `file/name.field` where a vector has several.
pub(crate) fn named_bytes(name: &str) -> Option<String> {
    let (file, name) = name.split_once('/')?;
    let (name, field) = name.split_once('.').unwrap_or((name, "hex"));
    let vectors = read(&format!("{file}.json"));
    let vector = vectors.as_array()?.iter().find(|vector| vector["name"] == name)?;
    vector[field].as_str().map(str::to_owned)
}

/// The bytes of a frame as it stands in the file, if it still says the same as `fresh` by `same`: another version of zstd
/// may press the same payload into other bytes.
pub(crate) fn kept_frame(name: &str, fresh: Vec<u8>, same: impl Fn(&[u8], &[u8]) -> bool) -> Vec<u8> {
    match named_bytes_if_there(name) {
        Some(kept) if same(&kept, &fresh) => kept,
        _ => fresh,
    }
}

fn named_bytes_if_there(name: &str) -> Option<Vec<u8>> {
    let (file, _) = name.split_once('/')?;
    if !path(&format!("{file}.json")).exists() {
        return None;
    }
    named_bytes(name).map(|text| super::describe::unhex(&text))
}

/// A worked example of the document: a fenced block that begins with "```hex FILE/NAME". What stands behind `#` on a line
/// is the explanation; `{FILE/NAME}` stands for the bytes of another vector.
pub(crate) struct HexBlock {
    /// The vector that it shows.
    pub(crate) name: String,
    /// Its hexadecimal digits.
    pub(crate) bytes: String,
}

/// All worked examples.
pub(crate) fn hex_blocks(document: &str) -> Vec<HexBlock> {
    let mut blocks = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("```hex ") else { continue };
        let bytes = lines
            .by_ref()
            .take_while(|line| !line.starts_with("```"))
            .flat_map(|line| line.split('#').next().unwrap_or_default().split_whitespace())
            .map(|word| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
                Some(name) => named_bytes(name).unwrap_or_else(|| panic!("there is no vector {name}")),
                None => word.to_owned(),
            })
            .collect();
        blocks.push(HexBlock { name: name.trim().to_owned(), bytes });
    }
    blocks
}
