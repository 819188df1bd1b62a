//! Records of one person that are linked and parted on several phones at once: no field is lost, everybody counts the same, and
//! an answer that two people gave differently stays open until somebody answers again.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};

use clubbook_core::features::people::commands::{correct, link};
use clubbook_core::features::people::queries::{Which, answered, card, components, form, members};
use clubbook_core::features::people::views::{AnsweredView, LinkedView};
use clubbook_core::phone::Phone;
use clubbook_core::store::person_index;
use clubbook_corpus::Rng;
use clubbook_model::entry::FieldEdit;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::value::Value;
use clubbook_model::vocabulary::Language;
use clubbook_server::admin::ClubFilter;
use clubbook_tests::world::{Disk, World};

const PHONES: [&str; 4] = ["lan", "hung", "muoi", "may_chung"];

fn found(phone: &Phone, name: &str) -> RecordId {
    phone.store().read(|c| person_index::search(c, name, 9)).unwrap()[0]
}

fn says(world: &mut World, phone: &str, one: RecordId, other: RecordId, linked: bool) -> LinkedView {
    world.pass(10);
    world.phone(phone).command(|pen| link(pen, one, other, linked)).unwrap()
}

async fn all_exchange(world: &mut World) {
    for name in PHONES.iter().chain(&PHONES) {
        world.sync(name, []).await.unwrap();
    }
}

fn groups(world: &mut World, phone: &str) -> Vec<BTreeSet<RecordId>> {
    world.phone(phone).phone().query(|q| components(q.connection, q.club)).unwrap()
}

fn count(world: &mut World, phone: &str) -> usize {
    world.phone(phone).phone().query(|q| members(q.connection, q.club, Which::On(q.today), q.today)).unwrap().len()
}

fn answers(world: &mut World, phone: &str) -> Vec<AnsweredView> {
    world.phone(phone).phone().query(|q| answered(q.connection, q.club, q.today)).unwrap()
}

async fn count_at_the_centre(world: &World) -> u64 {
    world.centre().clubs(ClubFilter::default()).await.unwrap()[0].members
}

#[tokio::test]
async fn a_chain_that_three_phones_make_without_signal_closes_to_a_circle_and_one_cut_does_not_open_it() {
    let mut world = World::begin(71, Disk::Memory).await;
    let lan = world.phone("lan").phone().clone();
    let [re, hung, lien, hoa] = ["Dinh Van Re", "A Hung", "Y Lien", "Tran Thi Hoa"].map(|name| found(&lan, name));
    let before = count(&mut world, "lan");
    says(&mut world, "lan", re, hung, true);
    says(&mut world, "hung", hung, lien, true);
    says(&mut world, "muoi", lien, hoa, true);
    assert_eq!(count(&mut world, "lan"), before - 1, "each knows of its own link");
    all_exchange(&mut world).await;
    let one: BTreeSet<RecordId> = [re, hung, lien, hoa].into();
    for phone in PHONES {
        assert_eq!(groups(&mut world, phone), std::slice::from_ref(&one), "{phone}");
        assert_eq!(count(&mut world, phone), before - 3, "{phone}");
    }
    assert_eq!(count_at_the_centre(&world).await, before as u64 - 3);

    says(&mut world, "may_chung", hoa, re, true);
    let cut = says(&mut world, "may_chung", hung, lien, false);
    assert_eq!(cut, LinkedView { linked: false, are_one: true });
    assert!(cut.words(Language::Vi).contains("vẫn tính là một người"));
    all_exchange(&mut world).await;
    assert_eq!(groups(&mut world, "muoi"), [one]);
    assert!(!says(&mut world, "hung", re, hoa, false).are_one);
    all_exchange(&mut world).await;
    for phone in PHONES {
        assert_eq!(groups(&mut world, phone).len(), 2, "two and two: {phone}");
        assert_eq!(count(&mut world, phone), before - 2, "{phone}");
    }
    assert_eq!(count_at_the_centre(&world).await, before as u64 - 2);
}

#[tokio::test]
async fn yes_on_one_phone_and_no_on_another_stay_open_everywhere_until_somebody_answers_again() {
    let mut world = World::begin(72, Disk::Memory).await;
    let lan = world.phone("lan").phone().clone();
    let [re, hung] = ["Dinh Van Re", "A Hung"].map(|name| found(&lan, name));
    says(&mut world, "lan", re, hung, true);
    says(&mut world, "hung", hung, re, false);
    all_exchange(&mut world).await;
    for phone in PHONES {
        let [answer] = &answers(&mut world, phone)[..] else { panic!("one answer on {phone}") };
        let entries = &answer.unsettled.as_ref().expect("two people answered differently").entries;
        let said: BTreeSet<bool> = entries.iter().map(|entry| entry.value == Value::Bool(true)).collect();
        assert_eq!((said.len(), answer.linked), (2, false), "the later one counts: {phone}");
        assert!(answer.words(Language::Vi).contains("hai người trả lời khác nhau"), "{}", answer.words(Language::Vi));
        let card = world.phone(phone).phone().query(|q| card(q.connection, q.club, re, q.today)).unwrap();
        assert_eq!(card.answers, answers(&mut world, phone), "it stands on the card, too");
        assert!(card.same_person.is_empty());
    }
    says(&mut world, "muoi", re, hung, true);
    all_exchange(&mut world).await;
    for phone in PHONES {
        let [answer] = &answers(&mut world, phone)[..] else { panic!("one answer on {phone}") };
        assert_eq!((answer.linked, answer.unsettled.is_some()), (true, false), "{phone}");
        let card = world.phone(phone).phone().query(|q| card(q.connection, q.club, re, q.today)).unwrap();
        assert_eq!(card.same_person.iter().map(|other| other.id).collect::<Vec<_>>(), [hung]);
    }
}

/// What somebody wrote: about a field of a record, or about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Field(RecordId, &'static str),
    Pair(RecordId, RecordId),
}

#[derive(Debug)]
struct Written {
    about: About,
    value: String,
    /// What its author had seen of it.
    over: BTreeSet<usize>,
}

/// The plainest model of phones that exchange: everything that was written, and who has heard of what.
#[derive(Debug, Default)]
struct Model {
    written: Vec<Written>,
    known: BTreeMap<&'static str, BTreeSet<usize>>,
    centre: BTreeSet<usize>,
}

impl Model {
    /// What stands of those writings, the oldest first: nobody who wrote later had seen it.
    fn standing(&self, known: &BTreeSet<usize>, about: About) -> Vec<usize> {
        let of = |place: &&usize| self.written.get(**place).is_some_and(|written| written.about == about);
        let seen: BTreeSet<usize> =
            known.iter().filter(of).flat_map(|place| self.written[*place].over.clone()).collect();
        known.iter().filter(of).filter(|place| !seen.contains(place)).copied().collect()
    }

    fn values(&self, known: &BTreeSet<usize>, about: About) -> BTreeSet<String> {
        self.standing(known, about).into_iter().map(|place| self.written[place].value.clone()).collect()
    }

    fn write(&mut self, phone: &'static str, about: About, value: String) {
        let known = self.known.entry(phone).or_default().clone();
        if self.values(&known, about) == BTreeSet::from([value.clone()]) {
            return;
        }
        let over = self.standing(&known, about).into_iter().collect();
        self.known.entry(phone).or_default().insert(self.written.len());
        self.written.push(Written { about, value, over });
    }

    fn exchange(&mut self, phone: &'static str) {
        let known = self.known.entry(phone).or_default();
        self.centre.extend(known.iter());
        known.extend(&self.centre);
    }

    /// Of answers that differ the later one counts: every clock here is right.
    fn are_linked(&self, one: RecordId, other: RecordId) -> bool {
        let standing = self.standing(&self.centre, About::Pair(one, other));
        standing.last().is_some_and(|place| self.written[*place].value == "yes")
    }

    /// Groups of more than one, by labels that run along the links.
    fn groups(&self, records: &[RecordId]) -> BTreeSet<BTreeSet<RecordId>> {
        let mut label: BTreeMap<RecordId, RecordId> = records.iter().map(|record| (*record, *record)).collect();
        for _ in records {
            for one in records {
                for other in records.iter().filter(|other| *other > one && self.are_linked(*one, **other)) {
                    let least = label[one].min(label[other]);
                    label.extend([(*one, least), (*other, least)]);
                }
            }
        }
        let mut groups: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        label.iter().for_each(|(record, label)| {
            groups.entry(*label).or_default().insert(*record);
        });
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}

const FIELDS: [&str; 3] = ["note", "hamlet", "common_name"];

async fn play(seed: u64) -> (usize, usize) {
    let mut world = World::begin(seed, Disk::Memory).await;
    let mut rng = Rng::of(seed, "linked people");
    let lan = world.phone("lan").phone().clone();
    let names = ["Dinh Van Re", "A Hung", "Y Lien", "Tran Thi Hoa", "Ho Thi Muoi"];
    let records = names.map(|name| found(&lan, name));
    let before = count(&mut world, "lan");
    let mut model = Model::default();
    for step in 0..rng.between(20, 40) {
        let phone = PHONES[rng.place(PHONES.len())];
        world.pass(10);
        let (one, other) = (records[rng.place(records.len())], records[rng.place(records.len())]);
        match rng.below(10) {
            0..4 if one != other => {
                let linked = rng.chance(600);
                says(&mut world, phone, one, other, linked);
                let about = About::Pair(one.min(other), one.max(other));
                model.write(phone, about, if linked { "yes" } else { "no" }.to_owned());
            }
            0..7 => {
                let field = FIELDS[rng.place(FIELDS.len())];
                let value = format!("{phone} {step}");
                let edit = FieldEdit::parse(Person::DEF, field, &value).unwrap();
                let opened = world.phone(phone).phone().query(|q| form(q.connection, one)).unwrap();
                world.phone(phone).command(|pen| correct(pen, &opened, std::slice::from_ref(&edit))).unwrap();
                model.write(phone, About::Field(one, field), value);
            }
            _ => {
                world.sync(phone, []).await.unwrap();
                model.exchange(phone);
            }
        }
    }
    all_exchange(&mut world).await;
    PHONES.iter().chain(&PHONES).for_each(|phone| model.exchange(phone));

    let groups_expected = model.groups(&records);
    let expected = before - groups_expected.iter().map(|group| group.len() - 1).sum::<usize>();
    let mut disputed = 0;
    for phone in PHONES {
        let said = format!("seed {seed}, {phone}");
        let found: BTreeSet<BTreeSet<RecordId>> = groups(&mut world, phone).into_iter().collect();
        assert_eq!(found, groups_expected, "{said}");
        assert_eq!(count(&mut world, phone), expected, "{said}");
        for answer in answers(&mut world, phone) {
            let said_of_pair = model.values(&model.centre, About::Pair(answer.one.id, answer.other.id));
            assert_eq!(answer.unsettled.is_some(), said_of_pair.len() > 1, "{said}: {said_of_pair:?}");
            disputed += usize::from(answer.unsettled.is_some());
        }
        for (record, field) in records.iter().flat_map(|record| FIELDS.map(|field| (*record, field))) {
            let card = world.phone(phone).phone().query(|q| card(q.connection, q.club, record, q.today)).unwrap();
            let mut shown: BTreeSet<String> = BTreeSet::new();
            let text = |value: &Value| if let Value::Text(text) = value { text.clone() } else { panic!("{value:?}") };
            shown.extend(card.fields.iter().filter(|(name, _)| *name == field).map(|(_, value)| text(value)));
            for unsettled in card.unsettled.iter().filter(|unsettled| unsettled.field_name == Some(field)) {
                shown.extend(unsettled.entries.iter().map(|entry| text(&entry.value)));
            }
            assert_eq!(shown, model.values(&model.centre, About::Field(record, field)), "{said}: {record} {field}");
            let others: BTreeSet<RecordId> = card.same_person.iter().map(|other| other.id).chain([record]).collect();
            assert!(others.len() == 1 || groups_expected.contains(&others), "{said}: {others:?}");
        }
    }
    assert_eq!(count_at_the_centre(&world).await, expected as u64, "seed {seed}");
    assert_eq!(world.centre().rebuild().await.unwrap().differed, 0);
    (groups_expected.len(), disputed)
}

#[tokio::test]
async fn whatever_four_phones_link_part_and_edit_at_once_no_field_is_lost_and_all_count_as_the_plain_model() {
    let (mut linked, mut disputed) = (0, 0);
    for seed in 500..540 {
        let (groups, answers) = play(seed).await;
        linked += groups;
        disputed += answers;
    }
    println!("{linked} people with several records, {disputed} answers open on some phone");
    assert!(linked > 20 && disputed > 10, "a world in which nothing happens would pass, too: {linked}, {disputed}");
}
