"""Makes signed PDF files with pyHanko, for the tests of `plan verify --generic`.

Usage: make.py FOLDER    Writes every NAME.pdf that the tests expect. Keys are made anew each time, so the files differ
from run to run; what the tests say of them does not.

The names say what to expect: `sound-…` are as their signers left them, `refused-…` are not, or cannot be judged.
"""

import datetime
import io
import sys
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

START = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def signer(name, key, *, issuer=None, **options):
    """A signer with a certificate by their own key, or by an issuer's."""
    title = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    by_name, by_key = issuer or (title, key)
    certificate = (
        certificates.CertificateBuilder()
        .subject_name(title)
        .issuer_name(by_name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(START + datetime.timedelta(days=3650))
        .add_extension(
            certificates.KeyUsage(True, True, False, False, False, issuer is None, False, False, False), critical=True
        )
        .sign(by_key, hashes.SHA256())
    )
    pack = serialization
    secret = key.private_bytes(pack.Encoding.DER, pack.PrivateFormat.PKCS8, pack.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(pack.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(secret),
        cert_registry=SimpleCertificateStore(),
        **options,
    )


def page_of_words(compress=False):
    """One page, with a form that somebody can fill in."""
    writer = PdfFileWriter(stream_xrefs=compress)
    font = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Helvetica"),
        }
    )
    content = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 24 Tf 72 700 Td (Pay 50.00) Tj ET"))
    page = PageObject(
        contents=content,
        media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
        resources=generic.DictionaryObject(
            {pdf_name("/Font"): generic.DictionaryObject({pdf_name("/F1"): writer.add_object(font)})}
        ),
    )
    page_reference = writer.insert_page(page)
    box = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.TextStringObject("amount"),
            pdf_name("/V"): generic.TextStringObject("50.00"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (72, 600, 200, 620))),
            pdf_name("/P"): page_reference,
        }
    )
    box = writer.add_object(box)
    page_reference.get_object()["/Annots"] = generic.ArrayObject([box])
    writer.root["/AcroForm"] = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject([box])})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sign(file, by, field="One", *, visible=None, **options):
    """The file with one signature more."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=options.pop("md_algorithm", "sha256"),
        subfilter=options.pop("subfilter", fields.SigSeedSubFilter.PADES),
        **options,
    )
    spec = fields.SigFieldSpec(field, box=visible)
    style = TextStampStyle(stamp_text="Signed: %(signer)s") if visible else None
    return signers.PdfSigner(meta, signer=by, new_field_spec=spec, stamp_style=style).sign_pdf(writer).getvalue()


def updated(file, change):
    """The file with an update that is not signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def first_page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def exchange_contents(writer):
    content = first_page(writer)["/Contents"]
    content._data = b"BT /F1 24 Tf 72 700 Td (Pay 5.00) Tj ET"
    content._encoded_data = None
    writer.update_container(content)


def fill_in(writer):
    field = writer.root["/AcroForm"]["/Fields"][0]
    field["/V"] = generic.TextStringObject("5.00")
    writer.update_container(field)


def take_signature_away(writer):
    field = writer.root["/AcroForm"]["/Fields"][1]
    del field["/V"]
    writer.update_container(field)


def add_note(writer):
    page = first_page(writer)
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): generic.TextStringObject("Pay 5.00"),
            pdf_name("/DA"): generic.TextStringObject("/Helv 24 Tf"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (72, 690, 300, 730))),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def add_page(writer):
    kids = writer.root["/Pages"]
    page = PageObject(
        contents=writer.add_object(generic.StreamObject(stream_data=b"")),
        media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
    )
    writer.insert_page(page)
    writer.update_container(kids)


def add_script(writer):
    script = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.TextStringObject("app.alert(1)")}
    )
    writer.root["/OpenAction"] = script
    writer.update_root()


def add_unused(writer):
    writer.add_object(generic.TextStringObject("for later"))


def with_dss(file, certificate):
    writer = io.BytesIO(file)
    DocumentSecurityStore.add_dss(writer, None, certs=[certificate])
    return writer.getvalue()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    curve = signer("Robin Example", ec.generate_private_key(ec.SECP256R1()))
    larger = signer("Kim Larger", ec.generate_private_key(ec.SECP384R1()))
    factors = rsa.generate_private_key(65537, 2048)
    rsa_signer = signer("Zoë Factor", factors)
    pss = signer("Pat Probabilistic", factors, prefer_pss=True)
    other_curve = signer("Sam Other", ec.generate_private_key(ec.SECP521R1()))
    small = signer("Small Key", rsa.generate_private_key(65537, 1024))
    root_key = ec.generate_private_key(ec.SECP256R1())
    root_name = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, "Root")])
    chained = signer("Chris Chained", ec.generate_private_key(ec.SECP256R1()), issuer=(root_name, root_key))

    page, packed = page_of_words(), page_of_words(compress=True)
    one = sign(page, curve)
    certified = dict(certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES)
    locked = sign(page, curve, **certified)
    files = {
        "sound-p256": one,
        "sound-p384": sign(page, larger, md_algorithm="sha384"),
        "sound-rsa": sign(page, rsa_signer),
        "sound-rsa-512": sign(page, rsa_signer, md_algorithm="sha512"),
        "sound-pss": sign(page, pss),
        "sound-pkcs7": sign(page, rsa_signer, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
        "sound-packed": sign(packed, curve),
        "sound-visible": sign(page, curve, visible=(300, 50, 500, 120)),
        "sound-chained": sign(page, chained),
        "sound-two": sign(one, rsa_signer, "Two"),
        "sound-two-packed": sign(sign(packed, curve), larger, "Two", md_algorithm="sha384"),
        "sound-two-visible": sign(one, rsa_signer, "Two", visible=(300, 50, 500, 120)),
        "sound-certified": locked,
        "sound-certified-two": sign(
            sign(page, curve, certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS), larger, "Two"
        ),
        "sound-dss": with_dss(one, curve.signing_cert),
        "sound-dss-two": sign(with_dss(one, curve.signing_cert), larger, "Two"),
        "refused-p521": sign(page, other_curve),
        "refused-small-key": sign(page, small),
        "refused-certified-two": with_dss(locked, curve.signing_cert),
        "refused-unsigned": page,
    }
    changes = {
        "contents": exchange_contents,
        "value": fill_in,
        "note": add_note,
        "page": add_page,
        "script": add_script,
        "unused": add_unused,
        "removed": take_signature_away,
    }
    for name, change in changes.items():
        files[f"refused-{name}"] = updated(one, change)
        files[f"refused-{name}-packed"] = updated(files["sound-packed"], change)
        # Signed over by somebody else: the first signature does not hold what is shown now.
        files[f"refused-{name}-signed"] = sign(files[f"refused-{name}"], larger, "Two")
    for name, file in files.items():
        (folder / f"{name}.pdf").write_bytes(file)


main()
