"""Commands on users and what they may do."""

from ..exceptions import DataError
from ._arguments import listed


class AclCommands:
    def acl_cat(self, category=None, **kwargs):
        return self.execute_command("ACL CAT", *([category] if category else []), **kwargs)

    def acl_deluser(self, *username, **kwargs):
        return self.execute_command("ACL DELUSER", *username, **kwargs)

    def acl_dryrun(self, username, *args, **kwargs):
        return self.execute_command("ACL DRYRUN", username, *args, **kwargs)

    def acl_genpass(self, bits=None, **kwargs):
        return self.execute_command("ACL GENPASS", *_bits(bits), **kwargs)

    def acl_getuser(self, username, **kwargs):
        return self.execute_command("ACL GETUSER", username, **kwargs)

    def acl_help(self, **kwargs):
        return self.execute_command("ACL HELP", **kwargs)

    def acl_list(self, **kwargs):
        return self.execute_command("ACL LIST", **kwargs)

    def acl_load(self, **kwargs):
        return self.execute_command("ACL LOAD", **kwargs)

    def acl_log(self, count=None, **kwargs):
        if count is not None and not isinstance(count, int):
            raise DataError("ACL LOG count must be an integer")
        return self.execute_command("ACL LOG", *([] if count is None else [count]), **kwargs)

    def acl_log_reset(self, **kwargs):
        return self.execute_command("ACL LOG", "RESET", **kwargs)

    def acl_save(self, **kwargs):
        return self.execute_command("ACL SAVE", **kwargs)

    def acl_setuser(
        self, username, enabled=False, nopass=False, passwords=None, hashed_passwords=None,
        categories=None, commands=None, keys=None, channels=None, selectors=None, reset=False,
        reset_keys=False, reset_channels=False, reset_passwords=False, **kwargs,
    ):  # fmt: skip
        if nopass and (passwords or hashed_passwords):
            raise DataError("Cannot set 'nopass' and supply 'passwords' or 'hashed_passwords'")
        encode = self.get_encoder().encode
        rules = [
            *(["reset"] if reset else []),
            *(["resetkeys"] if reset_keys else []),
            *(["resetchannels"] if reset_channels else []),
            *(["resetpass"] if reset_passwords else []),
            "on" if enabled else "off",
            *_password_rules("Password", map(encode, listed(passwords or ())), b">", b"<"),
            *_password_rules(
                "Hashed password", map(encode, listed(hashed_passwords or ())), b"#", b"!"
            ),
            *(["nopass"] if nopass else []),
            *(_category_rule(encode(category)) for category in categories or ()),
            *(_command_rule(encode(command)) for command in commands or ()),
            *(_key_rule(encode(key)) for key in keys or ()),
            *(b"&" + encode(channel) for channel in channels or ()),
            *(
                b"(%s %s)" % (_command_rule(encode(command)), _key_rule(encode(key)))
                for command, key in selectors or ()
            ),
        ]
        return self.execute_command("ACL SETUSER", username, *rules, **kwargs)

    def acl_users(self, **kwargs):
        return self.execute_command("ACL USERS", **kwargs)

    def acl_whoami(self, **kwargs):
        return self.execute_command("ACL WHOAMI", **kwargs)


def _bits(bits):
    try:
        if bits is None or 0 <= int(bits) <= 4096:
            return [] if bits is None else [int(bits)]
    except ValueError:
        pass
    raise DataError("genpass optionally accepts a bits argument, between 0 and 4096.")


def _password_rules(what, passwords, adding, removing):
    for number, password in enumerate(passwords):
        sign, rest = password[:1], password[1:]
        if sign not in (b"+", b"-"):
            raise DataError(
                f"{what} {number} must be prefixed with a \"+\" to add or a \"-\" to remove"
            )
        yield (adding if sign == b"+" else removing) + rest


def _category_rule(rule):
    sign, name = rule[:1], rule[1:].removeprefix(b"@")
    if sign not in (b"+", b"-"):
        raise DataError(f'Category "{rule.decode()}" must be prefixed with "+" or "-"')
    return sign + b"@" + name


def _command_rule(rule):
    if rule[:1] not in (b"+", b"-"):
        raise DataError(f'Command "{rule.decode()}" must be prefixed with "+" or "-"')
    return rule


def _key_rule(pattern):
    return pattern if pattern[:1] in (b"%", b"~") else b"~" + pattern
