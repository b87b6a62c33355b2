// A key to sign with and its certificate, made anew for every page. Nothing of them is ever stored.
import forge from 'node-forge';

export const SIGNER = 'Sam Carter';
const DAY_MS = 86_400_000;

/** RSA-2048, made by the browser, with a certificate that it signs itself. */
export async function makeKeys() {
  const { privateKey, publicKey } = await new Promise((done, failed) => {
    forge.pki.rsa.generateKeyPair({ bits: 2048 }, (error, keys) => (error ? failed(error) : done(keys)));
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + 365 * DAY_MS);
  const name = [{ name: 'commonName', value: SIGNER }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  return { privateKey, certificate };
}

/** The bytes of one of forge's ASN.1 values. */
export const der = (asn1) => Uint8Array.from(forge.asn1.toDer(asn1).getBytes(), (byte) => byte.charCodeAt(0));
