//! What the library exports, compared with its snapshot: a change of it is a change for both apps.

#![cfg(test)]

use std::path::PathBuf;

use uniffi_bindgen::macro_metadata::extract_from_library;
use uniffi_meta::{FieldMetadata, FnParamMetadata, Metadata, Type};

/// The library that stands beside this test.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let name = format!("{}clubbook_ffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    test.parent().unwrap().join(name)
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Optional { inner_type } => format!("{}?", type_name(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", type_name(inner_type)),
        Type::Object { name, .. }
        | Type::Record { name, .. }
        | Type::Enum { name, .. }
        | Type::Custom { name, .. }
        | Type::CallbackInterface { name, .. } => name.clone(),
        other => format!("{other:?}"),
    }
}

fn fields(fields: &[FieldMetadata]) -> String {
    fields.iter().map(|field| format!("{}: {}", field.name, type_name(&field.ty))).collect::<Vec<_>>().join(", ")
}

fn function(
    name: &str,
    is_async: bool,
    inputs: &[FnParamMetadata],
    output: Option<&Type>,
    throws: Option<&Type>,
) -> String {
    let inputs: Vec<String> = inputs.iter().map(|one| format!("{}: {}", one.name, type_name(&one.ty))).collect();
    let output = output.map(|kind| format!(" -> {}", type_name(kind))).unwrap_or_default();
    let throws = throws.map(|kind| format!(" throws {}", type_name(kind))).unwrap_or_default();
    format!("{}fn {name}({}){output}{throws}", if is_async { "async " } else { "" }, inputs.join(", "))
}

fn line(item: &Metadata) -> Option<String> {
    Some(match item {
        Metadata::Record(record) => format!("record {} {{ {} }}", record.name, fields(&record.fields)),
        Metadata::Enum(of) => {
            let variant = |variant: &uniffi_meta::VariantMetadata| match variant.fields.is_empty() {
                true => variant.name.clone(),
                false => format!("{}({})", variant.name, fields(&variant.fields)),
            };
            format!("enum {} {{ {} }}", of.name, of.variants.iter().map(variant).collect::<Vec<_>>().join(", "))
        }
        Metadata::Object(object) => format!("object {}", object.name),
        Metadata::CustomType(custom) => format!("custom {} over {}", custom.name, type_name(&custom.builtin)),
        Metadata::Constructor(one) => {
            format!("{}::{}", one.self_name, function(&one.name, one.is_async, &one.inputs, None, one.throws.as_ref()))
        }
        Metadata::Func(one) => {
            function(&one.name, one.is_async, &one.inputs, one.return_type.as_ref(), one.throws.as_ref())
        }
        Metadata::Method(one) => format!(
            "{}.{}",
            one.self_name,
            function(&one.name, one.is_async, &one.inputs, one.return_type.as_ref(), one.throws.as_ref())
        ),
        Metadata::TraitMethod(one) => format!(
            "{}.{}",
            one.trait_name,
            function(&one.name, one.is_async, &one.inputs, one.return_type.as_ref(), one.throws.as_ref())
        ),
        _ => return None,
    })
}

#[test]
fn the_exported_surface_is_as_the_snapshot_says() {
    let path = library();
    let exported = extract_from_library(path.to_str().unwrap().into()).unwrap();
    let mut lines: Vec<String> = exported.iter().filter_map(line).collect();
    lines.sort();
    assert!(lines.len() > 100, "the library has no metadata: {}", path.display());
    insta::assert_snapshot!(lines.join("\n"));
}
