//! Fields: tags with their merge class, and how typed Rust code reads and writes them.

use std::fmt::Debug;
use std::marker::PhantomData;

use crate::merge::EntityState;
use crate::time::{Day, Instant, PartialDate};
use crate::value::{Decimal, EntityRef, Value, value_type};
use crate::vocabulary::Vocabulary;

/// How the entries of a field merge. It is in the tag's low three bits, so that an old program merges a new field rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum MergeClass {
    /// Heads: the entries nobody who wrote later had seen; the latest is shown.
    Register = 0,
    /// Only the op that creates the entity may set it (money).
    Once = 1,
    /// A set: each element is a field of its own, holding whether it is in.
    Set = 2,
}

/// A field's number and merge class: `number << 3 | class`. Never reused within a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u32);

impl Tag {
    /// A tag from its parts.
    pub const fn new(number: u32, class: MergeClass) -> Self {
        Self(number << 3 | class as u32)
    }

    /// The merge class; a class that this version does not know merges as a register, which loses nothing.
    pub const fn class(self) -> MergeClass {
        match self.0 & 7 {
            1 => MergeClass::Once,
            2 => MergeClass::Set,
            _ => MergeClass::Register,
        }
    }

    /// The number without the class.
    pub const fn number(self) -> u32 {
        self.0 >> 3
    }
}

/// A type that a field can hold.
pub trait Scalar: Sized + Clone + Debug {
    /// The type byte of its values.
    const TYPE: u8;
    /// As a value.
    fn to_value(&self) -> Value;
    /// From a value; `None` when it is of another type.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! scalar {
    ($type:ty, $code:ident, $variant:ident) => {
        impl Scalar for $type {
            const TYPE: u8 = value_type::$code;
            fn to_value(&self) -> Value {
                Value::$variant(self.clone())
            }
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
        }
    };
}

scalar!(String, TEXT, Text);
scalar!(bool, BOOL, Bool);
scalar!(i64, INT, Int);
scalar!(Instant, INSTANT, Instant);
scalar!(Day, DAY, Day);
scalar!(PartialDate, PARTIAL_DATE, PartialDate);
scalar!(Decimal, DECIMAL, Decimal);
scalar!(EntityRef, REF, Ref);

impl<V: Vocabulary> Scalar for V {
    const TYPE: u8 = value_type::ENUM;
    fn to_value(&self) -> Value {
        Value::Enum(self.number())
    }
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Enum(number) => Some(V::from_number(*number)),
            _ => None,
        }
    }
}

/// What a registry line may say of a field: a scalar, a [`Set`] of scalars, or a scalar that is set [`Once`].
pub trait FieldType {
    /// What the typed struct holds.
    type Shown: Clone + Debug + Default + PartialEq;
    /// The merge class.
    const CLASS: MergeClass;
    /// The type byte of the values (of the elements, for a set).
    const TYPE: u8;
    /// What is shown of this field.
    fn read(state: &EntityState, tag: Tag) -> Self::Shown;
}

impl<T: Scalar + PartialEq> FieldType for T {
    type Shown = Option<T>;
    const CLASS: MergeClass = MergeClass::Register;
    const TYPE: u8 = <T as Scalar>::TYPE;
    fn read(state: &EntityState, tag: Tag) -> Option<T> {
        state.shown(tag, &[]).and_then(T::from_value)
    }
}

/// A set of `T`: each element merges for itself.
#[derive(Debug)]
pub struct Set<T>(PhantomData<T>);

impl<T: Scalar + PartialEq> FieldType for Set<T> {
    type Shown = Vec<T>;
    const CLASS: MergeClass = MergeClass::Set;
    const TYPE: u8 = <T as Scalar>::TYPE;
    fn read(state: &EntityState, tag: Tag) -> Vec<T> {
        state.elements(tag).filter_map(|value| T::from_value(&value)).collect()
    }
}

/// A `T` that only the creating op may set.
#[derive(Debug)]
pub struct Once<T>(PhantomData<T>);

impl<T: Scalar + PartialEq> FieldType for Once<T> {
    type Shown = Option<T>;
    const CLASS: MergeClass = MergeClass::Once;
    const TYPE: u8 = <T as Scalar>::TYPE;
    fn read(state: &EntityState, tag: Tag) -> Option<T> {
        state.shown(tag, &[]).and_then(T::from_value)
    }
}

/// A field of a kind, as typed code names it: `Person::full_name`.
#[derive(Debug)]
pub struct Field<T> {
    /// The tag.
    pub tag: Tag,
    holds: PhantomData<T>,
}

impl<T> Clone for Field<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Field<T> {}

impl<T: FieldType> Field<T> {
    /// The field with this number.
    pub const fn new(number: u32) -> Self {
        Self { tag: Tag::new(number, T::CLASS), holds: PhantomData }
    }
}
