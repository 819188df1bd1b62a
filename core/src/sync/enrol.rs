//! Connecting a new phone to a club: look at the centre's card, show it, then hand in the code.

use clubbook_model::certificate::Certificate;
use clubbook_model::key::KeyPair;
use clubbook_model::message::{CentreCard, EnrolAnswer, EnrolRequest, MEDIA_TYPE, Refusal};

use super::engine::{Party, SyncError, trouble_of};
use super::transport::{Reply, Transport};
use crate::store::settings::{self, Trouble};
use crate::store::{open, seal, time};

/// What a person reads out or scans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentCode {
    /// The club's number.
    pub club_number: u64,
    /// Eight digits.
    pub digits: String,
}

impl EnrolmentCode {
    /// From what was typed: blanks and dashes between the digits do not matter. `None` when it cannot be a code.
    pub fn parse(club_number: &str, code: &str) -> Option<Self> {
        let club_number = club_number.trim().parse().ok()?;
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
        (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(Self { club_number, digits })
    }
}

/// Asks a centre who it is, for a person to look at its name and fingerprint.
///
/// # Errors
/// No answer, or something that is not a centre.
pub async fn look_up<T: Transport>(transport: &T) -> Result<CentreCard, SyncError> {
    let reply = transport.get("/v1/centre").await.map_err(|error| SyncError::NotConnected(trouble_of(error)))?;
    if reply.status != 200 || reply.media_type != MEDIA_TYPE {
        return Err(refused(&reply));
    }
    CentreCard::from_bytes(&reply.body).map_err(|_| SyncError::NotConnected(Trouble::NotTheCentre))
}

fn refused(reply: &Reply) -> SyncError {
    if reply.media_type == MEDIA_TYPE
        && let Ok(refusal) = Refusal::from_bytes(&reply.body)
    {
        return SyncError::Refused(refusal.code);
    }
    SyncError::NotConnected(if reply.status >= 500 || reply.status == 429 {
        Trouble::CentreError
    } else {
        Trouble::NotTheCentre
    })
}

/// Connects this phone. An answer that was lost does no harm: the key pair is kept, and the same code with the same key
/// is answered the same.
///
/// # Errors
/// Already connected, refused (wrong, used or old code), or no answer.
pub async fn enrol<T: Transport>(
    party: Party<'_>,
    transport: &T,
    address: &str,
    card: &CentreCard,
    code: &EnrolmentCode,
) -> Result<EnrolAnswer, SyncError> {
    let store = party.store;
    if store.read(|c| settings::PRACTICE.get(c))? == Some(true) {
        return Err(SyncError::Practice);
    }
    if store.read(|c| settings::CERTIFICATE.get(c))?.is_some() {
        return Err(SyncError::AlreadyEnrolled);
    }
    let key = match store.read(|c| settings::DEVICE_SECRET.get(c))? {
        Some(secret) => KeyPair::from_secret(&secret),
        None => {
            let mut secret = [0; 32];
            party.random.fill(&mut secret);
            let key = KeyPair::from_secret(&secret);
            store.write(|tx| settings::put_key_pair(tx, &key))?;
            key
        }
    };
    let request = EnrolRequest {
        challenge: card.challenge.clone(),
        club_number: code.club_number,
        code: code.digits.clone(),
        device_key: key.public(),
        app: party.app.to_owned(),
    };
    let reply = transport.post("/v1/enrol", request.sign(&key), &mut |_| ()).await;
    let reply = reply.map_err(|error| SyncError::NotConnected(trouble_of(error)))?;
    if reply.status != 200 || reply.media_type != MEDIA_TYPE {
        return Err(refused(&reply));
    }
    let answer = EnrolAnswer::from_bytes(&reply.body).map_err(|_| SyncError::NotConnected(Trouble::Damaged))?;
    let certificate = Certificate::verify(&answer.certificate, &card.key)
        .map_err(|_| SyncError::NotConnected(Trouble::NotTheCentre))?;
    // What the answer says beside the certificate is not signed: it has to say the same.
    let named = (certificate.device_key, certificate.club, certificate.person);
    if named != (key.public(), answer.club, answer.person) {
        return Err(SyncError::NotConnected(Trouble::NotTheCentre));
    }
    let sealed = seal::seal_key(&card.recovery_key, &store.options().key)?;
    seal::write(&open::sealed_key_path(&store.options().path), &sealed)?;
    store.write(|tx| {
        settings::CENTRE_URL.put(tx, &address.to_owned())?;
        settings::CENTRE_KEY.put(tx, &card.key)?;
        settings::CENTRE_NAME.put(tx, &card.name)?;
        settings::RECOVERY_KEY.put(tx, &card.recovery_key)?;
        settings::CLUB.put(tx, &answer.club)?;
        settings::PERSON.put(tx, &answer.person)?;
        settings::CHALLENGE.put(tx, &answer.challenge)?;
        time::put_server_time(tx, party.clock, answer.server_time)?;
        settings::CERTIFICATE.put(tx, &answer.certificate)
    })?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_written_down() {
        let code = EnrolmentCode { club_number: 17, digits: "12345678".into() };
        assert_eq!(EnrolmentCode::parse(" 17 ", "1234 5678"), Some(code.clone()));
        assert_eq!(EnrolmentCode::parse("17", "12-34-56-78"), Some(code));
        assert_eq!(EnrolmentCode::parse("17", "1234567"), None);
        assert_eq!(EnrolmentCode::parse("mười bảy", "12345678"), None);
    }
}
