//! The jobs, done at once by RustCrypto. A browser does the same with WebCrypto.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key as AesKey, Nonce};
use p256::{PublicKey, SecretKey};

use crate::jobs::{Job, Point, Sealing};

/// The private half of a join: it is used for [`Job::Agree`] and forgotten.
#[derive(Debug, Clone)]
pub struct Private(SecretKey);

impl Private {
    /// From random bytes; `None` for the few that are no key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    /// The public half.
    pub fn point(&self) -> Point {
        let mut point = [0; 64];
        let sec1 = self.0.public_key().to_sec1_bytes();
        point
            .iter_mut()
            .zip(sec1.iter().skip(1))
            .for_each(|(to, from)| *to = *from);
        point
    }
}

/// The answer to a job. `private` is the key of the join that it is for.
pub fn answer(job: &Job, private: Option<&Private>) -> Option<Vec<u8>> {
    match job {
        Job::Seal(sealing) => cipher(sealing)?
            .encrypt(&Nonce::try_from(&sealing.nonce[..]).ok()?, payload(sealing))
            .ok(),
        Job::Open(sealing) => cipher(sealing)?
            .decrypt(&Nonce::try_from(&sealing.nonce[..]).ok()?, payload(sealing))
            .ok(),
        Job::Agree { theirs } => {
            let mut sec1 = vec![4];
            sec1.extend(theirs);
            let theirs = PublicKey::from_sec1_bytes(&sec1).ok()?;
            let secret = &private?.0;
            let shared = p256::ecdh::diffie_hellman(secret.to_nonzero_scalar(), theirs.as_affine());
            Some(shared.raw_secret_bytes().to_vec())
        }
    }
}

fn cipher(sealing: &Sealing) -> Option<Aes256Gcm> {
    let key = AesKey::<Aes256Gcm>::try_from(&sealing.key.as_bytes()[..]).ok()?;
    Some(Aes256Gcm::new(&key))
}

fn payload(sealing: &Sealing) -> Payload<'_, '_> {
    Payload {
        msg: &sealing.bytes,
        aad: &sealing.context,
    }
}
