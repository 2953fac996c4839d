"""What headers Authentication-Results say, as mail servers write them, and what is not believed."""

import doctest
import time

import pytest

from odoo.addons.dso_smart_upload.storage import mail_authentication
from odoo.addons.dso_smart_upload.storage.mail_authentication import judge

GMAIL = (
    "mx.google.com;\r\n       dkim=pass header.i=@sage.example header.s=s1 header.b=AbC;\r\n"
    "       spf=pass (google.com: domain of x@sage.example designates 192.0.2.1 as permitted sender)"
    " smtp.mailfrom=x@sage.example;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=sage.example"
)
OUTLOOK = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=sage.example; dkim=pass (signature was verified)"
    " header.d=sage.example;dmarc=pass action=none header.from=sage.example;compauth=pass reason=100"
)
RSPAMD = 'mx.example.com;\r\n\tdkim=pass header.d=sage.example header.s=a header.b="x;y";\r\n\tdmarc=none'


@pytest.mark.parametrize(
    ("headers", "trusted", "found"),
    [
        ([GMAIL], "mx.google.com", "accepted"),
        ([GMAIL], "MX.google.com, other.example", "accepted"),
        ([GMAIL], "mx.example.com", "unchecked"),
        ([OUTLOOK], "*", "accepted"),
        ([OUTLOOK], "mx.example.com", "unchecked"),
        (["mx.example.com; dkim=pass header.d=sage.example; dmarc=none"], "mx.example.com", "accepted"),
        (["mx.example.com 1; dkim=pass header.d=mail.sage.example"], "mx.example.com", "accepted"),
        (["mx.example.com; none"], "mx.example.com", "unchecked"),
        (["mx.example.com; spf=pass smtp.mailfrom=bounce@evil.example"], "mx.example.com", "failed"),
        (["mx.example.com; spf=pass smtp.mailfrom=example"], "mx.example.com", "failed"),
        (["mx.example.com; spf=pass smtp.mailfrom=notsage.example"], "mx.example.com", "failed"),
        (["mx.example.com; dmarc=pass header.from=evil.example"], "mx.example.com", "failed"),
        (["mx.example.com; dmarc=fail; dkim=pass header.d=sage.example"], "mx.example.com", "failed"),
        (["mx.example.com; (dmarc=pass) dmarc=fail"], "mx.example.com", "failed"),
        (["mx.example.com; dkim=fail; dkim=pass header.d=sage.example"], "mx.example.com", "accepted"),
        # somebody else's header below the server's own
        (["mx.example.com; dmarc=fail", "mx.example.com; dmarc=pass"], "mx.example.com", "failed"),
        (["mx.example.com; spf=none", "evil.example; dmarc=pass"], "mx.example.com, *", "failed"),
        (["mx.example.com; dmarc=fail", "evil.example; dmarc=pass"], "*", "failed"),
        # two headers of one server
        (
            ["mx.example.com; spf=fail smtp.mailfrom=x.example", GMAIL.replace("mx.google.com", "mx.example.com")],
            "mx.example.com",
            "accepted",
        ),
        # no server is trusted: what speaks against the sender counts
        ([], "", "accepted"),
        (["anything"], "", "accepted"),
        ([OUTLOOK.replace("dmarc=pass", "dmarc=fail")], "", "failed"),
        (["mx.example.com; spf=softfail smtp.mailfrom=sage.example"], "", "failed"),
        (["mx.example.com; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=sage.example"], "", "accepted"),
        (["mx.example.com; dkim=fail"], "", "failed"),
        (["mx.example.com; spf=none; dkim=none; dmarc=none"], "", "accepted"),
        # so long that its end is not read
        (["mx.example.com" + "; dkim=none" * 300 + "; dmarc=fail"], "", "failed"),
        (["mx.example.com; dkim=pass header.d=sage.example " + "x" * 10_000 + "; dmarc=fail"], "", "failed"),
    ],
)
def test_judge(headers, trusted, found):
    assert judge(headers, "sage.example", trusted) == found


def test_headers_made_to_do_harm():
    def took(text, times):
        start = time.process_time()
        assert judge([text * times] * 1000, "sage.example", "mx.example.com") in ("unchecked", "failed")
        return time.process_time() - start

    for text in ("(", ";", "a=b ", "()", "((((((((((((" + "))))))" * 10, "=;=;"):
        few = min(took(text, 10**4) for _time in range(3))
        assert took(text, 10**6) < 5 * max(few, 0.05)  # no more of a header is read than a part


def test_the_examples_in_the_docstring():
    done = doctest.testmod(mail_authentication)
    assert done.attempted and not done.failed
