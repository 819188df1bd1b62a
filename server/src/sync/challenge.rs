//! Challenges: what requests are signed over, so that a request of long ago cannot be sent again. The centre keeps none of
//! them: a challenge carries when it was issued and the centre's keyed hash.

use clubbook_model::id::DeviceId;
use clubbook_model::time::Instant;

use crate::clock::{Random, random_bytes};
use crate::keys::Keys;

const PURPOSE: &[u8] = b"clubbook/challenge/1\0";
/// 35 days: a phone that comes once a month is not sent back.
const VALID_SECONDS: i64 = 35 * 86_400;
/// A challenge is given again for a day, so that an answer that says nothing new costs no write.
const RENEWED_AFTER: i64 = 86_400;
const TIME: usize = 5;
const NONCE: usize = 8;
const TAG: usize = 16;

/// A new challenge, for a device or for whoever comes to enrol: 5 bytes of time, 8 of chance, 16 of keyed hash.
pub(crate) fn issue(keys: &Keys, random: &dyn Random, now: Instant, device: Option<DeviceId>) -> Vec<u8> {
    let time = u64::try_from(now.0).unwrap_or_default().to_be_bytes();
    let mut bytes: Vec<u8> = time.iter().copied().skip(time.len() - TIME).collect();
    bytes.extend_from_slice(&random_bytes::<NONCE>(random));
    let tag = keys.authenticate(PURPOSE, &[&bytes, &subject(device)]);
    bytes.extend(tag.iter().take(TAG));
    bytes
}

/// When a challenge was issued; `None` when it is not one of this centre for this device, or too old.
pub(crate) fn check(keys: &Keys, bytes: &[u8], now: Instant, device: Option<DeviceId>) -> Option<Instant> {
    let (body, tag) = bytes.split_at_checked(TIME + NONCE)?;
    if tag.len() != TAG || !keys.is_authentic(PURPOSE, &[body, &subject(device)], tag) {
        return None;
    }
    let seconds = body.iter().take(TIME).fold(0i64, |seconds, byte| seconds << 8 | i64::from(*byte));
    ((now.0 - seconds).abs() <= VALID_SECONDS).then_some(Instant(seconds))
}

/// Whether a challenge may be given once more.
pub(crate) fn is_fresh(issued: Instant, now: Instant) -> bool {
    (0..RENEWED_AFTER).contains(&(now.0 - issued.0))
}

fn subject(device: Option<DeviceId>) -> [u8; 8] {
    device.unwrap_or_default().0.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeRandom;

    #[test]
    fn a_challenge_holds_for_35_days_for_its_device_and_only_whole() {
        let folder = tempfile::tempdir().unwrap();
        let random = FakeRandom::new(1);
        let keys = Keys::open(folder.path(), true, &random).unwrap();
        let (now, device) = (Instant(1_800_000_000), Some(DeviceId(7)));
        let bytes = issue(&keys, &random, now, device);
        let later = |days: i64| Instant(now.0 + days * 86_400);
        assert_eq!(check(&keys, &bytes, later(35), device), Some(now));
        assert_eq!(check(&keys, &bytes, later(36), device), None);
        assert_eq!(check(&keys, &bytes, now, Some(DeviceId(8))), None);
        assert_eq!(check(&keys, &bytes, now, None), None);
        for index in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[index] ^= 1;
            assert_eq!(check(&keys, &damaged, now, device), None, "byte {index}");
            assert_eq!(check(&keys, &bytes[..index], now, device), None, "length {index}");
        }
        assert!(is_fresh(now, later(0)) && !is_fresh(now, later(1)) && !is_fresh(later(1), now));
    }
}
