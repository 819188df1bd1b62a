//! The part of an exchange in which the phone finds its way back where its journal cannot be sent as it is, or where the
//! centre has another one: what it asks, and what it does with the answer. The steps themselves are in [`super::fork`].

use clubbook_model::chain::JournalPoint;
use clubbook_model::message::{Standing, SyncAnswer};

use super::answer::Applied;
use super::engine::{Failure, Party, SyncReport};
use super::fork::{self, Round, Search};
use super::request::{Prepared, Wanted};
use crate::store::journal;
use crate::store::settings::Trouble;

/// New keys in one exchange: a centre that finds a fork in every one of them is broken.
const NEW_KEYS: u32 = 2;

/// What the exchange does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// It goes on as always.
    AsAlways,
    /// Something has changed, or something else is asked: it puts another request together.
    AnotherRequest,
}

/// Where an exchange stands in finding its way back.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// The search for the last op in common with the centre's journal.
    search: Option<Search>,
    /// Whether the last answer narrowed it.
    has_narrowed: bool,
    /// What the centre told of the journal from the op before one that cannot be sent.
    told: Option<(u64, Vec<JournalPoint>)>,
    /// What it told there was not this journal.
    is_another_journal: bool,
    new_keys: u32,
}

impl Recovery {
    /// Looks at a request before it is sent. Where an op cannot be sent, the centre is asked first what it has: that may be
    /// more of the journal than this phone knows.
    pub(super) fn before(
        &mut self,
        party: Party<'_>,
        prepared: &Prepared,
        wanted: &mut Wanted,
        report: &mut SyncReport,
    ) -> Result<Next, Failure> {
        let Some(stuck_at) = prepared.stuck_at else { return Ok(Next::AsAlways) };
        let Some((_, theirs)) = self.told.take().filter(|(at, _)| *at == stuck_at) else {
            if wanted.compare_journal.is_some() {
                return Ok(Next::AsAlways);
            }
            let made = party.store.read(journal::head)?.seq;
            wanted.compare_journal = Some((stuck_at.saturating_sub(1), made));
            return Ok(Next::AnotherRequest);
        };
        let new_keys = self.another_key()?;
        match party.store.write(|tx| fork::go_round(tx, party.random, stuck_at, &theirs))? {
            Round::Bridged => {}
            Round::Renumbered(ops) => {
                report.renumbered += ops;
                self.new_keys = new_keys;
                *wanted = Wanted::default();
            }
            Round::Forked => {
                self.is_another_journal = true;
                let search = Search::new(party.store.read(journal::head)?.seq);
                (self.search, wanted.compare_journal) = (Some(search), search.range());
            }
        }
        Ok(Next::AnotherRequest)
    }

    /// Looks at an answer that was applied: goes on with the search, and under a new key once it is over.
    pub(super) fn after(
        &mut self,
        party: Party<'_>,
        prepared: &Prepared,
        answer: &SyncAnswer,
        applied: Applied,
        wanted: &mut Wanted,
        report: &mut SyncReport,
    ) -> Result<Next, Failure> {
        let is_forked = applied.forked || answer.standing == Standing::Forked || self.is_another_journal;
        let tells = !is_forked && answer.standing != Standing::Unknown;
        self.told = prepared.stuck_at.filter(|_| tells).map(|at| (at, answer.journal_points.clone()));
        let before = self.search;
        self.search = match before.filter(|_| is_forked) {
            Some(search) => Some(party.store.read(|c| fork::narrow(c, search, &answer.journal_points))?),
            None if is_forked => Some(Search::new(party.store.read(journal::head)?.seq)),
            None => None,
        };
        self.has_narrowed = before.is_some() && self.search != before;
        let asked = wanted.compare_journal;
        let Some(common) = self.search.and_then(Search::found).filter(|_| asked.is_some()) else {
            return Ok(Next::AsAlways);
        };
        let last_question = Some((common, common));
        let waits = party.store.read(journal::first_waiting)?.is_some_and(|first| first <= common);
        if waits && asked != last_question {
            // What both have was taken without this phone's knowing: the answer tells what became of it.
            *wanted = Wanted { compare_journal: last_question, ..Wanted::default() };
            return Ok(Next::AnotherRequest);
        }
        let new_keys = self.another_key()?;
        report.renumbered += party.store.write(|tx| fork::go_on_after(tx, party.random, common))?;
        *self = Self { new_keys, ..Self::default() };
        *wanted = Wanted::default();
        Ok(Next::AnotherRequest)
    }

    /// Whether nothing of the journal may be sent until the search is over.
    pub(super) fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Whether the last answer brought the search further.
    pub(super) fn has_narrowed(&self) -> bool {
        self.has_narrowed
    }

    /// What to ask next. Nothing to compare is asked for all the same: the answer says once more whether this is a fork at
    /// all.
    pub(super) fn question(&self) -> Option<(u64, u64)> {
        self.search.and_then(|search| search.range().or(search.found().map(|seq| (seq, seq))))
    }

    fn another_key(&self) -> Result<u32, Failure> {
        if self.new_keys < NEW_KEYS { Ok(self.new_keys + 1) } else { Err(Trouble::CentreError.into()) }
    }
}
