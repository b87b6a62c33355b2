//! Keys that sign at once: a stand-in, as fast as a digest, and P-256 itself.

use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{SigningKey, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use plan_log::Digest;
use plan_log::keys::{Signing, Verifying};
use plan_log::{Author, Signature, VerificationJob};

/// Signs with a digest that anybody could make: for simulations, in which nobody does.
#[derive(Debug, Clone, Copy)]
pub struct StandIn(Author);

impl StandIn {
    pub fn new(seed: u64) -> Self {
        let half = |part: u8| *Digest::of("key", &[&seed.to_le_bytes()[..], &[part]].concat()).as_bytes();
        Self(Author::from_bytes([half(0), half(1)].concat().try_into().unwrap()))
    }

    fn signature(author: Author, message: &[u8]) -> Signature {
        let half = |name: &str| *Digest::of(name, &[author.as_bytes(), message].concat()).as_bytes();
        let mut bytes: [u8; 64] = [half("r"), half("s")].concat().try_into().unwrap();
        // Within the bounds of a real one.
        for at in [0, 32] {
            bytes[at] &= 0x3f;
            bytes[at + 31] |= 1;
        }
        Signature::read(&bytes).unwrap()
    }
}

impl Signing for StandIn {
    fn author(&self) -> Author {
        self.0
    }

    fn sign(&self, message: &[u8]) -> Signature {
        Self::signature(self.0, message)
    }
}

/// The rule that goes with [`StandIn`].
pub struct StandInRule;

impl Verifying for StandInRule {
    fn verifies(&self, job: &VerificationJob) -> bool {
        StandIn::signature(job.author, &job.message) == job.signature
    }
}

/// P-256, as a browser's WebCrypto has it.
#[derive(Clone)]
pub struct Real(SigningKey);

impl Real {
    pub fn new(seed: u64) -> Self {
        let mut secret = *Digest::of("secret", &seed.to_le_bytes()).as_bytes();
        secret[0] &= 0x7f;
        Self(SigningKey::from_slice(&secret).unwrap())
    }
}

impl Signing for Real {
    fn author(&self) -> Author {
        let point = self.0.verifying_key().to_sec1_point(false);
        Author::from_bytes(point.as_bytes()[1..].try_into().unwrap())
    }

    fn sign(&self, message: &[u8]) -> Signature {
        let signature: p256::ecdsa::Signature = self.0.sign(message);
        Signature::from_signer(&signature.to_bytes()).unwrap()
    }
}

/// The rule that goes with [`Real`].
pub struct RealRule;

impl Verifying for RealRule {
    fn verifies(&self, job: &VerificationJob) -> bool {
        let key = VerifyingKey::from_public_key_der(&job.author.to_spki());
        let signature = p256::ecdsa::Signature::from_slice(job.signature.as_bytes());
        matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(&job.message, &signature).is_ok())
    }
}
