// The peer at its best: the same document, but the key is opened once and the browser itself signs (WebCrypto).
import { SignPdf, Signer } from '@signpdf/signpdf';
import forge from 'node-forge';
import { write } from './document.mjs';
import { der, makeKeys } from './keys.mjs';

const { contentType, data, messageDigest, sha256, signingTime } = forge.pki.oids;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

class NativeSigner extends Signer {
  constructor(key, certificate) {
    super();
    Object.assign(this, { key, certificate });
  }

  /** Forge signs at once and the browser later: forge writes the frame with no signature, which is then put in. */
  async sign(pdf) {
    const p7 = forge.pkcs7.createSignedData();
    p7.content = forge.util.createBuffer(pdf.toString('binary'));
    p7.addCertificate(this.certificate);
    p7.addSigner({
      key: { sign: () => '' },
      certificate: this.certificate,
      digestAlgorithm: sha256,
      authenticatedAttributes: [
        { type: contentType, value: data },
        { type: signingTime, value: new Date() },
        { type: messageDigest },
      ],
    });
    p7.sign({ detached: true });
    const { Class, Type, create } = forge.asn1;
    const signed = create(Class.UNIVERSAL, Type.SET, true, p7.signers[0].authenticatedAttributesAsn1.value);
    const signature = await crypto.subtle.sign(RSA, this.key, der(signed));
    p7.signerInfos[0].value.at(-1).value = Buffer.from(signature).toString('binary');
    return Buffer.from(der(p7.toAsn1()));
  }
}

let signer;

/** Makes the key and its certificate. */
export async function prepare() {
  const { privateKey, certificate } = await makeKeys();
  const pkcs8 = der(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(privateKey)));
  signer = new NativeSigner(await crypto.subtle.importKey('pkcs8', pkcs8, RSA, false, ['sign']), certificate);
}

/** The whole document with one signature. */
export async function build(input) {
  return new SignPdf().sign(await write(input), signer);
}
