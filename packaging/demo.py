"""What `make run` does where there is no display: the demonstration vault and three briefs.

Everything goes through the command line, as a person would type it.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

from casedesk.cli.main import run

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "demo"
VAULT = OUT / "demo.casedesk"
PASSPHRASE = ["--passphrase-file", str(ROOT / "resources" / "demo" / "passphrase.txt")]
REASON = "Demonstration: what the public record does not give stays blank."

# The form, the words that find its case, and the file's name.
BRIEFS = (
    ("un-ccpr", "Tholal", "tholal-and-mahmood-v-maldives"),
    ("un-reprisals", "Commission of the Maldives", "human-rights-commission-of-the-maldives"),
    ("un-sp-allegation", "Metwally", "metwally"),
)


def casedesk(*arguments: str) -> str:
    """Run one command; what it printed. Ends this program where the command is refused."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = run([*arguments, *PASSPHRASE])
    if status:
        sys.exit(status)
    return printed.getvalue()


def case_about(words: str) -> str:
    """The reference of the case whose title holds these words."""
    cases = json.loads(casedesk("list", str(VAULT), "cases", "--json"))
    return next(str(case["ref"]) for case in cases if words in case["title"])


def main() -> None:
    """Make the vault if it is not there, print the briefs, and say where they are."""
    OUT.mkdir(parents=True, exist_ok=True)
    if not VAULT.exists():
        casedesk("demo", str(VAULT))
    print(f"The demonstration vault: {VAULT.relative_to(ROOT)}")
    print(f"Its passphrase, published: {Path(PASSPHRASE[1]).read_text(encoding='utf-8').strip()}")
    for form, words, name in BRIEFS:
        for ending in (".pdf", ".docx"):
            target = OUT / (name + ending)
            casedesk(
                "brief", str(VAULT), case_about(words), "--form", form, "--to", str(target),
                "--reason", REASON,
            )  # fmt: skip
            print(f"A brief on the form {form}: {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
