"""A certificate authority made in the test, and the certificates that it gives."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Vouches for names; `path` holds the certificate by which it is known."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    name: x509.Name

    @classmethod
    def made_in(cls, folder: Path, name: str = "authority") -> "Authority":
        """Make one that vouches for itself."""
        made = cls(folder, ec.generate_private_key(ec.SECP256R1()), _named(name))
        own = made._certificate(made.name, made.key, days=(-1, 2)).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        made.path.write_bytes(_pem(own.sign(made.key, hashes.SHA256())))
        return made

    @property
    def path(self) -> Path:
        return self.folder / "authority.pem"

    def gives(self, host: str, *, days: tuple[int, int] = (-1, 1)) -> Path:
        """Write a key and its certificate for a host, good between two days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternative = x509.SubjectAlternativeName([x509.DNSName(host)])
        made = self._certificate(_named(host), key, days).add_extension(alternative, critical=False)
        path = self.folder / f"{host}{days[0]}.pem"
        path.write_bytes(_pem(made.sign(self.key, hashes.SHA256())) + _key_pem(key))
        return path

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, days: tuple[int, int]
    ) -> x509.CertificateBuilder:
        now = dt.datetime.now(dt.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * DAY)
            .not_valid_after(now + days[1] * DAY)
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
