//! What the operator watches: counts and durations in the text form of Prometheus, with nothing of any person in it.
//!
//! Each router has a recorder of its own, so that several centres in one process (the tests) do not count together.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clubbook_model::id::DeviceId;
use clubbook_model::time::Instant;
use metrics::{Counter, Key, KeyName, Label, Level, Metadata, Recorder, Unit};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};

use crate::admin::ClubSummary;

/// Upper bounds of the classes of durations, seconds: from "nothing new" to a first sync on a slow disk.
const DURATIONS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

const METADATA: Metadata<'static> = Metadata::new("clubbook", Level::INFO, None);

const REQUESTS: &str = "clubbook_requests_total";
const SECONDS: &str = "clubbook_request_seconds";
const BYTES_IN: &str = "clubbook_request_bytes_total";
const BYTES_OUT: &str = "clubbook_answer_bytes_total";
const PANICS: &str = "clubbook_panics_total";
const OPS: &str = "clubbook_ops_acknowledged_total";
const HELD: &str = "clubbook_ops_held";
const CLUBS: &str = "clubbook_clubs";
const CLUBS_HEARD: &str = "clubbook_clubs_heard";
const PHONES: &str = "clubbook_phones";
const DEVICES_HEARD: &str = "clubbook_devices_heard";
const BUILD: &str = "clubbook_build_info";

/// Since when clubs and devices count as heard: the label and the days.
const WINDOWS: &[(&str, i64)] = &[("1d", 1), ("7d", 7), ("35d", 35)];

/// One request, as it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Served<'a> {
    /// The route's pattern, never the path: a path may hold a code.
    pub route: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// How long the answer took.
    pub duration: Duration,
    /// Bytes of the request's body.
    pub bytes_in: u64,
    /// Bytes of the answer's body, where they are known beforehand.
    pub bytes_out: u64,
}

/// The counts of one router.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    recorder: PrometheusRecorder,
    /// When each device was last heard of, since the program started.
    heard: Mutex<HashMap<DeviceId, Instant>>,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics(..)")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let recorder = PrometheusBuilder::new().set_buckets(DURATIONS).expect("there are bounds").build_recorder();
        let counter = |name, unit, words: &'static str| {
            recorder.describe_counter(KeyName::from_const_str(name), unit, words.into());
        };
        counter(REQUESTS, None, "Requests by route and HTTP status.");
        counter(BYTES_IN, Some(Unit::Bytes), "Bytes of the bodies of requests, by route.");
        counter(BYTES_OUT, Some(Unit::Bytes), "Bytes of the bodies of answers, by route; streams are not counted.");
        counter(PANICS, None, "Requests that ended in an error of the program itself.");
        let gauge = |name, words: &'static str| {
            recorder.describe_gauge(KeyName::from_const_str(name), None, words.into());
        };
        counter(OPS, None, "Ops whose receipt phones were told; again where an answer was lost.");
        gauge(HELD, "Ops that wait for review.");
        gauge(CLUBS, "Clubs.");
        gauge(CLUBS_HEARD, "Clubs of which a phone was heard within the last days.");
        gauge(PHONES, "Phones that may sync.");
        gauge(DEVICES_HEARD, "Devices that were heard within the last days, since the program started.");
        gauge(BUILD, "Always 1; the version is in the label.");
        recorder.describe_histogram(
            KeyName::from_const_str(SECONDS),
            Some(Unit::Seconds),
            "Seconds from the request's head to the answer's head, by route.".into(),
        );
        let metrics = Self(Arc::new(Inner { recorder, heard: Mutex::default() }));
        metrics.gauge(BUILD, vec![Label::new("version", env!("CARGO_PKG_VERSION"))], 1);
        metrics.counter(PANICS, Vec::new()).increment(0);
        metrics
    }
}

impl Metrics {
    fn counter(&self, name: &'static str, labels: Vec<Label>) -> Counter {
        self.0.recorder.register_counter(&Key::from_parts(name, labels), &METADATA)
    }

    fn gauge(&self, name: &'static str, labels: Vec<Label>, value: u64) {
        // A count beyond 2^53 would be rounded; no centre has so many ops.
        self.0.recorder.register_gauge(&Key::from_parts(name, labels), &METADATA).set(value as f64);
    }

    /// Counts a request.
    pub fn served(&self, served: &Served<'_>) {
        let route = || vec![Label::new("route", served.route.to_owned())];
        let mut labels = route();
        labels.push(Label::new("status", served.status.to_string()));
        self.counter(REQUESTS, labels).increment(1);
        self.counter(BYTES_IN, route()).increment(served.bytes_in);
        self.counter(BYTES_OUT, route()).increment(served.bytes_out);
        self.0
            .recorder
            .register_histogram(&Key::from_parts(SECONDS, route()), &METADATA)
            .record(served.duration.as_secs_f64());
    }

    /// Counts an error of the program itself.
    pub fn panicked(&self) {
        self.counter(PANICS, Vec::new()).increment(1);
    }

    /// Counts an exchange with a device at `now`.
    pub fn exchanged(&self, device: DeviceId, acknowledged: u64, now: Instant) {
        self.counter(OPS, Vec::new()).increment(acknowledged);
        self.0.heard.lock().unwrap_or_else(PoisonError::into_inner).insert(device, now);
    }

    /// Takes the figures of the clubs at `now`.
    pub fn clubs(&self, clubs: &[ClubSummary], now: Instant) {
        self.gauge(CLUBS, Vec::new(), clubs.len() as u64);
        self.gauge(HELD, Vec::new(), clubs.iter().map(|club| club.waiting_quarantine).sum());
        self.gauge(PHONES, Vec::new(), clubs.iter().map(|club| club.phones).sum());
        let last: Vec<Instant> = clubs.iter().filter_map(|club| club.last_heard).collect();
        self.heard(CLUBS_HEARD, now, &last);
    }

    /// Takes the devices that were heard, at `now`.
    pub fn devices(&self, now: Instant) {
        let heard = self.0.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let last: Vec<Instant> = heard.values().copied().collect();
        self.heard(DEVICES_HEARD, now, &last);
    }

    fn heard(&self, name: &'static str, now: Instant, last: &[Instant]) {
        for (label, days) in WINDOWS {
            let since = now.0.saturating_sub(days * 86_400);
            let count = last.iter().filter(|at| at.0 >= since).count();
            self.gauge(name, vec![Label::new("within", *label)], count as u64);
        }
    }

    /// The text that Prometheus reads.
    pub fn render(&self) -> String {
        self.0.recorder.handle().render()
    }

    /// Sorts the durations since the last call into their classes. Without it a centre that nobody watches would keep each
    /// one of them.
    pub fn tidy(&self) {
        self.0.recorder.handle().run_upkeep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::id::RecordId;

    fn club(last_heard: Option<i64>) -> ClubSummary {
        ClubSummary {
            club: RecordId([1; 16]),
            number: 7,
            name: "CLB thôn Làng Rào".into(),
            unit_code: "21130".into(),
            unit_name: "Xã Ba Tơ".into(),
            status: None,
            members: 61,
            last_meeting: None,
            last_attendance: None,
            visits_this_month: 40,
            not_at_home_this_month: 2,
            phones: 3,
            last_heard: last_heard.map(Instant),
            waiting_quarantine: 2,
        }
    }

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::default();
        let served = Served {
            route: "/v1/sync",
            status: 200,
            duration: Duration::from_millis(3),
            bytes_in: 100,
            bytes_out: 250,
        };
        metrics.served(&served);
        metrics.served(&served);
        metrics.served(&Served { status: 429, ..served });
        let text = metrics.render();
        assert!(text.contains(r#"clubbook_requests_total{route="/v1/sync",status="200"} 2"#), "{text}");
        assert!(text.contains(r#"clubbook_requests_total{route="/v1/sync",status="429"} 1"#), "{text}");
        assert!(text.contains(r#"clubbook_answer_bytes_total{route="/v1/sync"} 750"#), "{text}");
        assert!(text.contains(r#"clubbook_request_seconds_bucket{route="/v1/sync",le="0.005"} 3"#), "{text}");
    }

    #[test]
    fn clubs_and_devices_are_counted_by_when_they_were_heard_and_no_name_is_shown() {
        let now = Instant(100 * 86_400);
        let metrics = Metrics::default();
        metrics.clubs(&[club(Some(now.0 - 60)), club(Some(now.0 - 3 * 86_400)), club(None)], now);
        metrics.exchanged(DeviceId(1), 10, Instant(now.0 - 86_401));
        metrics.exchanged(DeviceId(2), 5, now);
        metrics.exchanged(DeviceId(2), 0, now);
        metrics.devices(now);
        let text = metrics.render();
        for line in [
            "clubbook_clubs 3",
            "clubbook_ops_held 6",
            "clubbook_phones 9",
            "clubbook_ops_acknowledged_total 15",
            r#"clubbook_clubs_heard{within="1d"} 1"#,
            r#"clubbook_clubs_heard{within="7d"} 2"#,
            r#"clubbook_devices_heard{within="1d"} 1"#,
            r#"clubbook_devices_heard{within="7d"} 2"#,
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        assert!(!text.contains("Làng") && !text.contains("Ba Tơ"));
    }
}
