//! Values, ops and states as JSON that a program in another language can compare with. Numbers of 64 bits are strings:
//! not every reader of JSON keeps them.

use clubbook_model::codec::Reader;
use clubbook_model::id::{Book, OpId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::value::Value;
use serde::Serialize;
use serde_json::{Value as Json, json};

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The inverse of [`hex`].
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// A value: its type's name, and what it holds.
pub(crate) fn value(value: &Value) -> Json {
    match value {
        Value::None => json!({"type": "none"}),
        Value::Erased => json!({"type": "erased"}),
        Value::Bool(b) => json!({"type": "bool", "value": b}),
        Value::Int(n) => json!({"type": "int", "value": n.to_string()}),
        Value::Instant(i) => json!({"type": "instant", "value": i.0.to_string()}),
        Value::Day(d) => {
            let (year, month, day) = d.ymd();
            json!({"type": "day", "value": d.0.to_string(), "date": format!("{year:04}-{month:02}-{day:02}")})
        }
        Value::PartialDate(d) => json!({"type": "partial_date", "year": d.year, "month": d.month, "day": d.day}),
        Value::Enum(n) => json!({"type": "enum", "value": n.to_string()}),
        Value::Text(text) => json!({"type": "text", "value": text}),
        Value::Decimal(d) => {
            json!({"type": "decimal", "mantissa": d.mantissa.to_string(), "scale": d.scale, "unit": d.unit})
        }
        Value::Ref(r) => json!({"type": "ref", "kind": r.kind, "id": r.id.to_string()}),
        Value::Blob(b) => {
            json!({"type": "blob", "hash": hex(b.hash), "size": b.size.to_string(), "media_type": b.media_type})
        }
        Value::Unknown { value_type, payload } => {
            json!({"type": "unknown", "type_byte": value_type, "payload": hex(payload)})
        }
    }
}

/// An op's id, as `device:number`.
pub(crate) fn op_id(id: OpId) -> String {
    format!("{}:{}", id.device, id.seq)
}

/// A book.
pub(crate) fn book(book: &Book) -> Json {
    json!({"club": book.club.to_string(), "kind": book.kind.0, "part": book.part.to_string()})
}

/// The parts of an op.
pub(crate) fn op(op: &Op) -> Json {
    let changes: Vec<Json> = op
        .changes
        .iter()
        .map(|change| {
            let element =
                (!change.element.is_empty()).then(|| Value::decode(&mut Reader::new(&change.element)).unwrap());
            json!({
                "tag": change.tag.0,
                "element": element.as_ref().map(self::value),
                "value": self::value(&change.value),
                "over": change.over.iter().map(|id| op_id(*id)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": op_id(op.id),
        "hlc": {"seconds": op.hlc.seconds(), "counter": op.hlc.bits() & 0xffff, "bits": op.hlc.bits().to_string()},
        "author": op.author.to_string(),
        "on_behalf_of": op.on_behalf_of.map(|id| id.to_string()),
        "source": op.source.0,
        "book": book(&op.book),
        "kind": op.kind,
        "entity": op.entity.to_string(),
        "former": op.former.map(|former| json!({
            "op": op_id(former.op),
            "chain": hex(former.chain.0),
            "keeps_name": former.keeps_name,
        })),
        "name": op_id(op.name()),
        "changes": changes,
    })
}

/// A state: its bytes, and what is shown of each field, the latest head first.
pub(crate) fn state(state: &EntityState) -> Json {
    let fields: Vec<Json> = state
        .fields()
        .map(|(key, field)| {
            json!({
                "tag": key.tag.0,
                "element": hex(&key.element),
                "heads": field.heads().iter().map(|(_, entry)| self::value(&entry.value)).collect::<Vec<_>>(),
                "superseded": field.superseded().map(op_id).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({"bytes": hex(state.to_bytes()), "fields": fields})
}

/// One named vector: its bytes and what they mean.
#[derive(Serialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) hex: String,
    pub(crate) means: Json,
}

/// A named vector.
pub(crate) fn named(name: &str, bytes: impl AsRef<[u8]>, means: Json) -> Json {
    serde_json::to_value(Named { name: name.into(), hex: hex(bytes), means }).unwrap()
}
