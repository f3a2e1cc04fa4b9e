"""What can stand between a person and a vault, each as its own kind of refusal."""

from casedesk.words import Refusal


class NotAVault(Refusal):
    """There is no vault of CaseDesk here."""


class Damaged(Refusal):
    """Something of the vault cannot be read, or is not what was written."""


class NewerVault(Refusal):
    """The vault was written by a newer CaseDesk."""


class WrongKey(Refusal):
    """What was typed does not open the vault."""


class MistypedCode(Refusal):
    """A code that carries its own check was typed with a mistake."""


class ForbiddenCost(Refusal):
    """The vault asks for an unlocking work outside the bounds: a weakened or a hostile vault."""


class NotEnoughMemory(Refusal):
    """The computer has too little free memory to unlock the vault."""


class VaultInUse(Refusal):
    """Another process holds the vault."""


class ReadOnly(Refusal):
    """The vault's folder or file cannot be written."""


class DiskFull(Refusal):
    """There is no room left to write."""


class Unsafe(Refusal):
    """A link or a special file stands where a plain file of the vault belongs."""


class NoKeychain(Refusal):
    """The computer has no safe keychain, or it did not keep what was given to it."""
