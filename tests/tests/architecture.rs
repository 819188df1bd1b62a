//! The direction of dependencies (ARCHITECTURE.md): which crate may name which, and what the pure middle may not do.
//!
//! Each rule is a function over what `cargo metadata` and the sources say, so that the second half of this file can show
//! that it is red when broken.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// For each crate of the workspace, the others that it may depend on.
const DIRECTION: &[(&str, &[&str])] = &[
    ("clubbook-model", &[]),
    ("clubbook-corpus", &[]),
    ("clubbook-core", &["clubbook-model"]),
    ("clubbook-server", &["clubbook-model"]),
    ("clubbook-ffi", &["clubbook-core", "clubbook-model"]),
    ("clubbook-demo", &["clubbook-core", "clubbook-corpus", "clubbook-model", "clubbook-server"]),
    ("clubbook-tests", &["clubbook-core", "clubbook-corpus", "clubbook-model", "clubbook-server"]),
];

/// Crates that a crate may not reach, however many others stand between.
const OUT_OF_REACH: &[(&str, &[&str])] = &[
    // Pure: no I/O, no async, no clock, no randomness of its own.
    (
        "clubbook-model",
        &[
            "tokio",
            "async-trait",
            "futures-core",
            "mio",
            "socket2",
            "reqwest",
            "hyper",
            "rusqlite",
            "tempfile",
            "getrandom",
            "rand",
            "fastrand",
            "chrono",
            "jiff",
            "time",
            "tracing",
        ],
    ),
    ("clubbook-core", &["uniffi", "axum", "clubbook-server"]),
    ("clubbook-server", &["uniffi", "clubbook-core", "reqwest"]),
];

/// Words that may stand only in these files: (crate folder, word, files).
const ONLY_IN: &[(&str, &str, &[&str])] = &[
    ("core", "reqwest", &["core/src/sync/http.rs"]),
    ("core", "uniffi", &[]),
    ("model", "uniffi", &[]),
    ("server", "uniffi", &[]),
];

/// Words that may not stand in the sources below a folder.
const NOT_BELOW: &[(&str, &[&str])] = &[
    (
        "model/src",
        &[
            "std::fs",
            "std::net",
            "std::env",
            "std::thread",
            "std::process",
            "SystemTime",
            "Instant::now",
            "async fn",
            "println!",
            "File::open",
        ],
    ),
    ("core/src/features", &["crate::sync", "super::sync", "clubbook_core::sync"]),
    ("core/src/sync", &["crate::features", "clubbook_core::features"]),
];

/// Crate, by name and version, to what runs inside it: not what only its build or its tests need.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// Relative path to text.
type Sources = BTreeMap<String, String>;

fn against_the_direction(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (name, needs) in graph.iter().filter(|(name, _)| name.starts_with("clubbook-")) {
        let Some((_, allowed)) = DIRECTION.iter().find(|(known, _)| known == name) else {
            found.push(format!("{name} stands in no rule"));
            continue;
        };
        let ours = needs.iter().filter(|needed| needed.starts_with("clubbook-"));
        found.extend(ours.filter(|n| !allowed.contains(&n.as_str())).map(|needed| format!("{name} needs {needed}")));
    }
    found
}

fn reached(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut ahead = vec![from.to_owned()];
    while let Some(name) = ahead.pop() {
        for needed in graph.get(&name).into_iter().flatten() {
            if reached.insert(needed.clone()) {
                ahead.push(needed.clone());
            }
        }
    }
    reached
}

fn within_reach(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (name, forbidden) in OUT_OF_REACH {
        let reached = reached(graph, name);
        let reached: BTreeSet<&str> = reached.iter().filter_map(|name| name.split(' ').next()).collect();
        found.extend(forbidden.iter().filter(|f| reached.contains(**f)).map(|f| format!("{name} reaches {f}")));
    }
    found
}

/// The code of a text: what stands behind `//` is not.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default())
}

fn misplaced_words(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for (folder, word, files) in ONLY_IN {
        let inside = sources.iter().filter(|(path, _)| path.starts_with(&format!("{folder}/src")));
        let elsewhere = inside.filter(|(path, _)| !files.contains(&path.as_str()));
        found.extend(
            elsewhere
                .filter(|(_, text)| code(text).any(|line| line.contains(word)))
                .map(|(p, _)| format!("{p}: {word}")),
        );
    }
    for (folder, words) in NOT_BELOW {
        for (path, text) in sources.iter().filter(|(path, _)| path.starts_with(folder)) {
            found.extend(
                words
                    .iter()
                    .filter(|word| code(text).any(|l| l.contains(**word)))
                    .map(|word| format!("{path}: {word}")),
            );
        }
    }
    found
}

/// The one crate whose generated code is unsafe: it denies it to everybody else.
const WITH_SCAFFOLDING: &str = "bindings/Cargo.toml";

/// Every crate takes the workspace's lints, which forbid unsafe code, and no source takes them back.
fn unsafe_code(manifests: &Sources, sources: &Sources) -> Vec<String> {
    let mut found: Vec<String> = manifests
        .iter()
        .filter(|(path, text)| match path.as_str() {
            WITH_SCAFFOLDING => !text.contains("[lints.rust]\nunsafe_code = \"deny\""),
            _ => !text.contains("[lints]\nworkspace = true"),
        })
        .map(|(path, _)| format!("{path} does not take the workspace's lints"))
        .collect();
    let wicked = |text: &str| code(text).any(|line| line.contains("allow(unsafe_code") || line.contains("unsafe {"));
    let ours = sources.iter().filter(|(path, _)| !path.starts_with("tests/tests/architecture"));
    found.extend(ours.filter(|(_, text)| wicked(text)).map(|(path, _)| format!("{path}: unsafe code")));
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the workspace is where it was built")
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(vec!["--locked".into()])
        .exec()
        .unwrap()
}

fn graph(metadata: &Metadata) -> Graph {
    // Two versions of a crate are two: what the one needs, the other may not.
    let ours = |package: &cargo_metadata::Package| metadata.workspace_members.contains(&package.id);
    let name = |package: &cargo_metadata::Package| match ours(package) {
        true => package.name.to_string(),
        false => format!("{} {}", package.name, package.version),
    };
    let names: BTreeMap<&PackageId, String> = metadata.packages.iter().map(|p| (&p.id, name(p))).collect();
    let mut graph = Graph::new();
    for node in &metadata.resolve.as_ref().unwrap().nodes {
        let built = node.deps.iter().filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        let needs = built.map(|dep| names[&dep.pkg].clone());
        graph.entry(names[&node.id].clone()).or_default().extend(needs);
    }
    graph
}

fn read_below(folder: &Path, wanted: &dyn Fn(&Path) -> bool, into: &mut Sources) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() && !matches!(name.as_str(), "target" | "node_modules" | ".git") {
            read_below(&entry, wanted, into);
        } else if entry.is_file() && wanted(&entry) {
            let path = entry.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            into.insert(path, std::fs::read_to_string(&entry).unwrap());
        }
    }
}

fn sources() -> Sources {
    let mut sources = Sources::new();
    read_below(&root(), &|path| path.extension().is_some_and(|e| e == "rs"), &mut sources);
    assert!(sources.len() > 60, "the sources were found");
    sources
}

#[test]
fn dependencies_point_in_one_direction() {
    assert_eq!(against_the_direction(&graph(&metadata())), Vec::<String>::new());
}

#[test]
fn nobody_reaches_what_is_out_of_reach() {
    assert_eq!(within_reach(&graph(&metadata())), Vec::<String>::new());
}

#[test]
fn words_stand_only_where_they_may() {
    assert_eq!(misplaced_words(&sources()), Vec::<String>::new());
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let mut manifests = Sources::new();
    let is_member =
        |path: &Path| path.file_name().is_some_and(|name| name == "Cargo.toml") && path.parent() != Some(&root());
    read_below(&root(), &is_member, &mut manifests);
    assert!(manifests.len() >= 6);
    assert_eq!(unsafe_code(&manifests, &sources()), Vec::<String>::new());
}

fn graph_of(edges: &[(&str, &str)]) -> Graph {
    let mut graph = Graph::new();
    for (from, to) in edges {
        graph.entry((*from).into()).or_default().insert((*to).into());
    }
    graph
}

fn sources_of(path: &str, text: &str) -> Sources {
    Sources::from([(path.into(), text.into())])
}

#[test]
fn each_rule_is_red_when_broken() {
    assert_eq!(against_the_direction(&graph_of(&[("clubbook-model", "clubbook-core")])).len(), 1);
    assert_eq!(against_the_direction(&graph_of(&[("clubbook-new", "serde")])).len(), 1);
    let through_another = graph_of(&[("clubbook-model", "harmless"), ("harmless", "tokio")]);
    assert_eq!(within_reach(&through_another), ["clubbook-model reaches tokio"]);
    assert_eq!(within_reach(&graph_of(&[("clubbook-server", "clubbook-core")])).len(), 1);
    assert_eq!(misplaced_words(&sources_of("core/src/phone.rs", "use reqwest::Client;")).len(), 1);
    assert_eq!(misplaced_words(&sources_of("core/src/sync/http.rs", "use reqwest::Client;")).len(), 0);
    assert_eq!(misplaced_words(&sources_of("core/src/features/visits/commands.rs", "use crate::sync::sync;")).len(), 1);
    assert_eq!(misplaced_words(&sources_of("core/src/sync/answer.rs", "use crate::features::Pen;")).len(), 1);
    assert_eq!(misplaced_words(&sources_of("model/src/time.rs", "let now = SystemTime::now();")).len(), 1);
    assert_eq!(misplaced_words(&sources_of("model/src/time.rs", "/// as SystemTime::now() // SystemTime")).len(), 0);
    assert_eq!(unsafe_code(&sources_of("core/Cargo.toml", "[package]"), &Sources::new()).len(), 1);
    assert_eq!(unsafe_code(&Sources::new(), &sources_of("core/src/a.rs", "#![allow(unsafe_code)]")).len(), 1);
}
