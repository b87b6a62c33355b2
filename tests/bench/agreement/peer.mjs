// The peer: pdf-lib, fontkit and signpdf with a P12 file, as their own examples go. The signer opens the P12 file for
// every signature, and works the signature out in JavaScript.
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';
import forge from 'node-forge';
import { write } from './document.mjs';
import { der, makeKeys } from './keys.mjs';

const passphrase = 'bench';
let p12;

/** Makes a P12 file with the key and its certificate. */
export async function prepare() {
  const { privateKey, certificate } = await makeKeys();
  p12 = der(forge.pkcs12.toPkcs12Asn1(privateKey, [certificate], passphrase));
}

/** The whole document with one signature. */
export async function build(input) {
  return new SignPdf().sign(await write(input), new P12Signer(p12, { passphrase }));
}
