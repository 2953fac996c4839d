"""Odoo's own import, guarantees and hidden customers over XML-RPC, as users of several kinds call it."""

import xmlrpc.client
from email.message import EmailMessage

import pytest

SECRETS = ("credit_limit", "dso_insurer_guarantee", "dso_insurer_reference", "dso_other_guarantees", "dso_guarantee")


class Caller:
    """A user who calls Odoo through XML-RPC."""

    def __init__(self, server, login, user_id):
        self.login, self.user_id, self._db = login, user_id, server.db
        self._models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")

    def call(self, model, method, *args, **kwargs):
        return self._models.execute_kw(self._db, self.user_id, self.login, model, method, args, kwargs)


def caller(server, login, *groups, **values):
    """Make a user with some groups, named by their external ids.

    :return: Caller
    """
    names = [group.partition(".")[::2] for group in groups]
    ids = [
        server.call("ir.model.data", "search_read", [["module", "=", module], ["name", "=", name]], ["res_id"])[0][
            "res_id"
        ]
        for module, name in names
    ]
    values |= {"name": login, "login": login, "password": login, "group_ids": [[6, 0, ids]]}
    return Caller(server, login, server.call("res.users", "create", values))


def partner(server, code, **values):
    return server.call("res.partner", "create", {"name": "Aciéries", "ref": code, **values})


def refused(call, *args, **kwargs):
    """Check that a call is answered with an AccessError."""
    with pytest.raises(xmlrpc.client.Fault) as caught:
        call(*args, **kwargs)
    assert caught.value.faultCode == 4, caught.value.faultString


@pytest.mark.parametrize("context", [{}, {"import_file": False, "dso_import": False, "dso_load": False}])
def test_plain_load_keeps_protected_values(server, context):
    id_ = partner(server, f"LOAD-{len(context)}", credit_limit=30000.0)
    names, rows = [".id", "city", "credit_limit"], [[str(id_), "Lille", "50000"]]
    result = server.call("res.partner", "load", names, rows, context=context)
    assert result["ids"] == [id_]
    assert [message["dso_kept"] for message in result["messages"]] == [1]
    assert server.call("res.partner", "read", [id_], ["city", "credit_limit"])[0] == {
        "id": id_,
        "city": "Lille",
        "credit_limit": 30000.0,
    }


def test_guarantees_are_for_who_may_see_the_credit_limit(server):
    customer = partner(server, "RIGHTS-1", credit_limit=30000.0, dso_insurer_guarantee=20000.0)
    portal = caller(server, "portal_rights", "base.group_portal", partner_id=customer)
    clerk = caller(server, "clerk_rights", "base.group_user", "base.group_partner_manager")
    for user in (portal, clerk):
        assert user.call("res.partner", "read", [customer], ["name"])
        assert not set(SECRETS) & set(user.call("res.partner", "fields_get"))
        for name in SECRETS:
            refused(user.call, "res.partner", "read", [customer], [name])
            refused(user.call, "res.partner", "search_read", [["id", "=", customer]], [name])
            refused(user.call, "res.users", "read", [portal.user_id], [name])
        for name in SECRETS[:-1]:
            refused(user.call, "res.partner", "search", [[name, "!=", False]])
            refused(user.call, "res.partner", "write", [customer], {name: False})
    (copy,) = clerk.call("res.partner", "copy", [customer])
    assert server.call("res.partner", "read", [copy], ["credit_limit", "dso_insurer_guarantee"])[0] == {
        "id": copy,
        "credit_limit": 0.0,
        "dso_insurer_guarantee": 0.0,
    }
    reader = caller(server, "reader_rights", "account.group_account_readonly")
    assert (
        reader.call("res.partner", "read", [customer], ["dso_insurer_guarantee"])[0]["dso_insurer_guarantee"] == 20000.0
    )


def test_customer_that_a_rule_hides_is_not_made_again(server):
    partner(server, "HIDDEN-1", city="Geheim")
    (model,) = server.call("ir.model", "search", [["model", "=", "res.partner"]])
    rule = {
        "name": "Hidden",
        "model_id": model,
        "domain_force": "['|', ('city', '=', False), ('city', '!=', 'Geheim')]",
    }
    rule = server.call("ir.rule", "create", rule)
    user = caller(server, "hidden_rights", "dso_smart_upload.group_user")
    try:
        rows = [{"code": "hidden-1", "name": "Neu"}]
        report = user.call("dso.upload.run", "import_rows", rows=rows)
    finally:
        server.call("ir.rule", "unlink", [rule])
    assert (report["rejected"], report["created"]) == (1, 0)
    assert [issue["kind"] for issue in report["issues"]] == ["hidden_customer"]
    assert "Geheim" not in str(report)
    assert len(server.call("res.partner", "search", [["ref", "=ilike", "hidden-1"]])) == 1


def mail(address, code):
    """Return the text of a mail with a file of one customer, from a sender that its source approves."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sage@example.com", address, "Export"
    message["Message-Id"] = f"<{code}@example.com>"
    message.set_content("Here it is.")
    content = f"Code client;Raison sociale\n{code};Aciéries\n"
    message.add_attachment(content.encode(), maintype="text", subtype="csv", filename="clients.csv")
    return message.as_string()


def test_mails_that_users_hand_on_import_nothing(server):
    server.expect_in_log("message_process")  # who may not see the address is told that there is no route to it
    domain = server.call("mail.alias.domain", "create", {"name": "in.example.com"})
    address = {"alias_name": "customers", "alias_domain_id": domain, "allowed_senders": "sage@example.com"}
    (admin,) = server.call("res.users", "search", [["login", "=", server.login]])
    values = {"name": "Mails", "kind": "mail", "pattern": "*.csv", "user_id": admin, **address}
    source = server.call("dso.upload.source", "create", values)
    (address,) = server.call("dso.upload.source", "read", [source], ["mail_address"])
    users = {
        "internal_mail": ["base.group_user"],
        "portal_mail": ["base.group_portal"],
        "user_mail": ["dso_smart_upload.group_user"],
        "manager_mail": ["dso_smart_upload.group_manager"],
    }
    routes = [(None, {}), ("dso.upload.source", {"thread_id": source}), ("dso.upload.run", {})]
    for login, groups in users.items():
        user = caller(server, login, *groups)
        for number, (model, given) in enumerate(routes):
            text = mail(address["mail_address"], f"MAIL-{login}-{number}")
            for content in (text, xmlrpc.client.Binary(text.encode())):
                with pytest.raises(xmlrpc.client.Fault):
                    user.call("mail.thread", "message_process", model or False, content, **given)
    origin = [["origin", "=", "mail"]]
    assert not server.call("dso.upload.run", "search", origin)
    assert not server.call("res.partner", "search", [["ref", "=like", "MAIL-%"]])
    gateway = caller(server, "gateway_mail", "base.group_user", "dso_smart_upload.group_mail_gateway")
    gateway.call("mail.thread", "message_process", False, mail(address["mail_address"], "MAIL-OK"))
    (run,) = server.call("dso.upload.run", "search_read", origin, ["state", "created"])
    assert (run["state"], run["created"]) == ("done", 1)
    assert len(server.call("res.partner", "search", [["ref", "=", "MAIL-OK"]])) == 1
