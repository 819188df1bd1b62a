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

/// What a link, or the square that is scanned, says: which centre, which club, which code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentLink {
    /// Where the centre is: `https://clb.example.vn`.
    pub centre: String,
    /// The code.
    pub code: EnrolmentCode,
}

impl EnrolmentLink {
    /// From `https://centre/e/17-12345678`, or the same under `clubbook://`, which the button of that page uses. `None` for anything
    /// else. Whether the centre is to be trusted is for a person to say, and no phone speaks to one without TLS.
    pub fn parse(link: &str) -> Option<Self> {
        let (scheme, rest) = link.trim().split_once("://")?;
        let (place, path) = rest.split_once('/')?;
        let scheme = match scheme {
            "http" | "https" => scheme,
            "clubbook" => "https",
            _ => return None,
        };
        let is_place = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
        if place.is_empty() || !place.chars().all(is_place) {
            return None;
        }
        let code = path.split(['?', '#']).next()?.strip_prefix("e/")?;
        let (club_number, digits) = code.strip_suffix('/').unwrap_or(code).split_once('-')?;
        let are_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        let code =
            EnrolmentCode::parse(club_number, digits).filter(|_| are_digits(club_number) && are_digits(digits))?;
        Some(Self { centre: format!("{scheme}://{place}"), code })
    }
}

/// The address of a centre as people type it: what is said without a scheme is meant with TLS.
pub fn address(typed: &str) -> String {
    let typed = typed.trim();
    if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
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
    fn a_link_says_which_centre_which_club_and_which_code() {
        let code = EnrolmentCode { club_number: 17, digits: "12345678".to_owned() };
        let link = |centre: &str| Some(EnrolmentLink { centre: centre.to_owned(), code: code.clone() });
        let https = link("https://clb.example.vn");
        for said in ["https://clb.example.vn/e/17-12345678", " clubbook://clb.example.vn/e/17-12345678\n"] {
            assert_eq!(EnrolmentLink::parse(said), https, "{said}");
        }
        let elsewhere = EnrolmentLink::parse("clubbook://clb.example.vn:8443/e/17-12345678/?from=page#top");
        assert_eq!(elsewhere, link("https://clb.example.vn:8443"));
        assert_eq!(EnrolmentLink::parse("http://127.0.0.1:80/e/17-12345678"), link("http://127.0.0.1:80"));
    }

    #[test]
    fn anything_else_is_no_link_of_a_centre_s() {
        for said in [
            "",
            "17-12345678",
            "https://clb.example.vn",
            "https://clb.example.vn/e/17-1234567",
            "https://clb.example.vn/e/17-123456789",
            "https://clb.example.vn/e/17-1234-5678",
            "https://clb.example.vn/e/+17-12345678",
            "https://clb.example.vn/x/17-12345678",
            "https://clb.example.vn/x/e/17-12345678",
            "ftp://clb.example.vn/e/17-12345678",
            "https:///e/17-12345678",
            "https://lan@clb.example.vn/e/17-12345678",
            "https://a b/e/17-12345678",
            "mailto:e/17-12345678",
        ] {
            assert_eq!(EnrolmentLink::parse(said), None, "{said}");
        }
    }

    #[test]
    fn an_address_without_a_scheme_is_meant_with_tls() {
        assert_eq!(address(" clb.example.vn "), "https://clb.example.vn");
        assert_eq!(address("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }

    #[test]
    fn a_code_is_read_however_it_was_written_down() {
        let code = EnrolmentCode { club_number: 17, digits: "12345678".into() };
        assert_eq!(EnrolmentCode::parse(" 17 ", "1234 5678"), Some(code.clone()));
        assert_eq!(EnrolmentCode::parse("17", "12-34-56-78"), Some(code));
        assert_eq!(EnrolmentCode::parse("17", "1234567"), None);
        assert_eq!(EnrolmentCode::parse("mười bảy", "12345678"), None);
    }
}
