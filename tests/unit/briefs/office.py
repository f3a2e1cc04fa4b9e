"""A whole case in a small real vault; each fact in it is a word that stands nowhere else."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from casedesk.briefs.printing import Asked, Prepared, prepare, printed
from casedesk.casework import entering
from casedesk.domain.base import Record
from casedesk.domain.evidence import Evidence
from casedesk.vault.door import Writing
from casedesk.vault.vault import Vault
from casedesk.when import parse

TODAY = date(2026, 11, 23)

#: Who must appear on no page; every text of the case names them.
WITHHELD = ("Zerhamine Qaldursoy", "Вурджилян Плотт", "متراكيوني بلوم", "夏侯珏瑶")


@dataclass
class Office:
    """The vault and the references of what is in it, by name."""

    vault: Vault
    refs: dict[str, str] = field(default_factory=dict)

    def prepare(self, form: str, case: str = "whole", **asked: Any) -> Prepared:
        wanted = Asked(self.refs[case], form, **asked)
        return self.vault.read(lambda unit: prepare(unit, wanted, TODAY))

    def printed(self, form: str, ending: str, case: str = "whole", **asked: Any) -> bytes:
        return printed(self.prepare(form, case, **asked), Path(f"brief{ending}")).data

    def write(self, work: Callable[[Writing], Any]) -> Any:
        return self.vault.write("test", work).result


def enter(unit: Writing, refs: dict[str, str]) -> None:
    new = _Entering(unit, refs)
    new("empty", "cases", title="An empty case")
    new("whole", "cases", title=f"Titlewordish {_all()}", summary=f"Summarywordish. {_all()}",
        office="Officewordish")  # fmt: skip
    _parties(new)
    _events(new)
    _procedure(new)
    for question, answer in _QUESTIONS.items():
        new("", "answers", case=refs["whole"], question=question, answer=answer,
            detail=f"Answerwordish {question} {_all()}")  # fmt: skip
    _papers(new)


def _papers(new: "_Entering") -> None:
    """What is annexed, and what is not: for the office alone, or replaced by a copy for others."""
    case = new.whole.id
    new.unit.add(
        Evidence(
            title=f"Annexwordish {_all()}",
            case=case,
            obtained=parse("2015-02-03"),
            file_name="Filewordish.jpg",
        )
    )
    new.unit.add(Evidence(title="Innerpaperwordish", case=case, audience="internal"))
    original = new.unit.add(Evidence(title="Originalwordish", case=case))
    new.unit.add(
        Evidence(title="Copywordish", case=case, audience="public", derived_from=original.id)
    )


_QUESTIONS = {
    "articles-violated": "", "claims": "", "remedies-sought": "", "why-remedies-fail": "",
    "delay-reasons": "", "submitted-elsewhere": "yes", "submitted-elsewhere-details": "",
    "anonymity-wanted": "yes", "anonymity-reasons": "", "interim-measures-wanted": "no",
    "interim-measures-reasons": "", "authority-missing-reasons": "", "defender-activities": "",
    "organisation-activities": "", "current-situation": "", "context": "", "action-taken": "",
    "state-response": "", "reprisal-link": "", "earlier-un-action": "", "urgency": "",
    "letter-wanted": "", "remedies-prolonged": "yes",
}  # fmt: skip


def _all() -> str:
    """A sentence that names everybody who is withheld."""
    return f"Named here: {', '.join(WITHHELD)}."


class _Entering:
    """Enters records as the command line does, and remembers what they are called here."""

    def __init__(self, unit: Writing, refs: dict[str, str]) -> None:
        self.unit = unit
        self.refs = refs

    def __call__(self, called: str, kind: str, **values: str) -> Record:
        said = {name: text for name, text in values.items() if text}
        made = entering.enter(self.unit, kind, said)
        if called:
            self.refs[called] = made.ref
        return made

    @property
    def whole(self) -> Record:
        return self.unit.get(self.refs["whole"])

    def role(self, subject: str, party: str, role: str, **values: str) -> None:
        told = {"subject": self.refs[subject], "party": self.refs[party], "role": role, **values}
        self("", "involvements", **told)


def _parties(new: _Entering) -> None:
    record = {"naming_basis": "public-record", "basis_source": "A public source"}
    new("victim", "people", name="Victoria Namewordish", born="1970-05-06", gender="woman",
        nationality="Maldives", occupation=f"Occupationwordish {_all()}",
        contact=f"Victimcontactwordish {_all()}", situation=f"Situationwordish {_all()}",
        defender_activities=f"Activitywordish {_all()}")  # fmt: skip
    new("", "names", party=new.refs["victim"], name="Viktorija Otherwordish", form="romanised")
    new("", "names", party=new.refs["victim"], name="Deadnamewordish", form="former")
    new("lawyer", "people", name="Lawrence Counselwordish", contact=f"Contactwordish {_all()}")
    new("body", "organisations", name="Bodywordish Society", activities=f"Bodyactwordish {_all()}")
    new("state", "states", name="Maldives")
    new("colonel", "people", name="Colonel Actorwordish")
    new("clerk", "people", name="Clerk Bystandwordish")
    new.role("whole", "victim", "victim", **record)
    new.role("whole", "victim", "complainant", **record)
    new.role("whole", "body", "defender", **record)
    new.role("whole", "lawyer", "counsel", **record)
    new.role("whole", "state", "respondent-state")
    new.role("whole", "colonel", "alleged-perpetrator", naming_basis="official",
             detail=f"Detailwordish {_all()}")  # fmt: skip
    new.role("whole", "clerk", "official")
    said = {"person": new.refs["victim"], "form": "other", "case": new.refs["empty"]}
    new("", "authorities", scope="Otherscopewordish", **said)
    said = {"person": new.refs["victim"], "audience": "mechanism", "case": new.refs["empty"]}
    new("", "consents", state="withdrawn", **said)
    for number, name in enumerate(WITHHELD):
        new(f"withheld{number}", "people", name=name, occupation="Secretwordish",
            contact="Secretwordish", situation="")  # fmt: skip
    new.role("whole", "withheld0", "victim")
    new.role("whole", "withheld1", "witness")
    new.role("whole", "withheld2", "source", confidentiality="existence-hidden")
    new.role("whole", "withheld3", "relative", confidentiality="role-hidden")
    entering.note_consent(
        new.unit, new.unit.get(new.refs["victim"]), untrusted_audience="state",
        untrusted_state="given", untrusted_how="full name",
    )  # fmt: skip
    entering.note_consent(
        new.unit, new.unit.get(new.refs["withheld0"]), untrusted_audience="mechanism",
        untrusted_state="refused",
    )  # fmt: skip
    new("", "authorities", person=new.refs["victim"], holder=new.refs["lawyer"],
        form="power-of-attorney", given="2014-12-24", scope=f"Scopewordish {_all()}")  # fmt: skip
    new("", "authorities", person=new.refs["withheld2"], form="other", scope="Hiddenscopewordish")


def _events(new: _Entering) -> None:
    case = new.refs["whole"]
    new("event", "events", case=case, title=f"Eventwordish {_all()}", occurred="2014-09-22",
        place=f"Placewordish {_all()}", description=f"Descriptionwordish {_all()}",
        action_taken=f"Stepwordish {_all()}")  # fmt: skip
    new.role("event", "withheld1", "witness")
    new("reprisal", "reprisals", case=case, title=f"Reprisalwordish {_all()}",
        occurred="2014-10-17", place="Threatplacewordish", why_linked=f"Whywordish {_all()}",
        stated_by=f"Saidbywordish {_all()}", state_response=f"Responsewordish {_all()}",
        earlier_un_action=f"Earlierwordish {_all()}")  # fmt: skip
    new("engagement", "engagements", case=case, title=f"Engagementwordish {_all()}",
        body="Councilwordish", occurred="2014-09-11", description=f"Spokewordish {_all()}",
        place="Genevawordish")  # fmt: skip
    new("", "triggers", reprisal=new.refs["reprisal"], engagement=new.refs["engagement"],
        detail=f"Triggerwordish {_all()}", stated_by="Triggersaidwordish")  # fmt: skip


def _procedure(new: _Entering) -> None:
    case = new.refs["whole"]
    new("remedy", "proceedings", case=case, mechanism="national", title=f"Remedywordish {_all()}",
        forum=f"Courtwordish {_all()}", reference=f"Refwordish {_all()}", submitted="2015-01-07",
        decided="2015-06-16", detail=f"Remedydetailwordish {_all()}",
        why_ineffective=f"Uselesswordish {_all()}")  # fmt: skip
    new("", "stages", proceeding=new.refs["remedy"], title=f"Stagewordish {_all()}",
        occurred="2015-03-09", document=f"Docwordish {_all()}")  # fmt: skip
    new("letter", "proceedings", case=case, mechanism="un-sp", title=f"Letterwordish {_all()}")
    new("", "mandates", proceeding=new.refs["letter"], mandate=f"Mandatewordish {_all()}")
    new("", "addressees", proceeding=new.refs["letter"], party=new.refs["state"],
        reply=f"Replywordish {_all()}", replied="2016-04-05")  # fmt: skip
    new("views", "instruments", case=case, title=f"Instrumentwordish {_all()}",
        symbol=f"Symbolwordish {_all()}", body=f"Instbodywordish {_all()}")  # fmt: skip
    entering.note_facts(
        new.unit, new.whole,
        {"exhaustion": ["2015-06-16"], "submitted": ["2018-08-19"], "notified": ["2015-07-08"]},
    )  # fmt: skip


def text_of(data: bytes) -> str:
    """The text of a PDF or DOCX, squeezed."""
    return squeezed(pdf_text(data) if data.startswith(b"%PDF") else docx_text(data))


def squeezed(text: str) -> str:
    """Only the letters and digits: how lines are broken and words are hyphenated is no matter."""
    return re.sub(r"[\W_]+", "", text).lower()


def pdf_text(data: bytes) -> str:
    """The text of every page."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def docx_text(data: bytes) -> str:
    """The text of the document with that of notes, headers and footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if re.fullmatch(r"word/[a-z]+\d*\.xml", n)]
        parts = [archive.read(name).decode() for name in names if "styles" not in name]
    return "\n".join(re.sub(r"<[^>]+>", "", re.sub(r"</w:p>", "\n", part)) for part in parts)


def everything_in(data: bytes) -> str:
    """Whatever can be read out of a file: text, metadata, outline, and its parts unpacked."""
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        count = int(str(reader.trailer["/Size"]))
        streams = [_unpacked(reader, number) for number in range(1, count)]
        told = [pdf_text(data), str(reader.metadata), str(reader.outline), str(reader.xmp_metadata)]
        return "\n".join([*told, *streams, data.decode("latin-1")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        return "\n".join([*archive.namelist(), *parts, docx_text(data)])


def _unpacked(reader: PdfReader, number: int) -> str:
    found = reader.get_object(IndirectObject(number, 0, reader))
    if isinstance(found, StreamObject):
        return bytes(found.get_data()).decode("latin-1")
    return str(found)
