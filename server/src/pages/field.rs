//! What is wrong with a field of a form, for the summary above it and the words beside it.

/// A problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldProblem {
    /// The id of the field; empty when no field is to blame.
    pub(crate) field: &'static str,
    /// What to do.
    pub(crate) text: String,
}

impl FieldProblem {
    /// A problem of a field.
    pub(crate) fn new(field: &'static str, text: impl Into<String>) -> Self {
        Self { field, text: text.into() }
    }
}

/// Whether a field has one.
pub(crate) fn has_problem(problems: &[FieldProblem], field: &str) -> bool {
    problems.iter().any(|problem| problem.field == field)
}
