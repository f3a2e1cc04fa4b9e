"""The list of treaty bodies' decisions becomes proceedings and the texts that decided them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import small_vault

from casedesk.domain.instruments import Instrument
from casedesk.domain.proceedings import Proceeding
from casedesk.exchange.importing import import_table, try_import
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.vault import Vault

SAMPLE = Path(__file__).resolve().parents[4] / "shared/samples/un/juris_dev_first300.csv"
HEAD = (
    "Id_string,Committee,Countries,Communication_numbers,Author,Victim,Display_name,"
    "Submission_date,Admission_date,Date_of_adoption_of_the_Views,Session_No,Type_of_decision,"
    "Articles,Issues,Comment,file_urls"
)
VIEWS = 'CAT/C/1/D/2/1990,CAT,Utopia; Peru,"2/1990,",A.,A.,A.,1 Mar 1990,,2 Apr 1992,1,'
REFUSED = 'CAT/C/3/D/4/1991,CAT,Peru,"4/1991,5/1991,",B.,B.,B.,1 Mar 1991,5 May 1993,,3,'


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with small_vault.opened(small_vault.empty(tmp_path / "v.casedesk")) as opened:
        yield opened


def imported(vault: Vault, path: Path) -> tuple[list[Proceeding], list[Instrument]]:
    vault.write("import", lambda unit: import_table(unit, path, "proceedings", None))
    return vault.read(lambda unit: (list(unit.all(Proceeding)), list(unit.all(Instrument))))


@pytest.fixture
def two(vault: Vault, table: Callable[[str], Path]) -> tuple[list[Proceeding], list[Instrument]]:
    rows = [HEAD, VIEWS + "Adoption of views,CAT-3-1,,,", REFUSED + "Inadmissibility decision,,,,"]
    return imported(vault, table("\n".join(rows)))


def test_a_number_keeps_no_comma_of_the_list(
    two: tuple[list[Proceeding], list[Instrument]],
) -> None:
    assert [each.reference for each in two[0]] == ["2/1990", "4/1991,5/1991"]


def test_where_no_views_were_adopted_the_decision_on_admissibility_is_the_decision(
    two: tuple[list[Proceeding], list[Instrument]],
) -> None:
    matters, texts = two

    assert [each.decided and each.decided.edtf for each in matters] == ["1992-04-02", "1993-05-05"]
    assert [each.adopted and each.adopted.edtf for each in texts] == ["1992-04-02", "1993-05-05"]
    assert [each.form for each in texts] == ["views", "decision"]


def test_a_reference_in_no_known_form_is_kept_and_told_with_its_line(
    vault: Vault, table: Callable[[str], Path]
) -> None:
    odd = VIEWS.replace("D/2/1990", "D/2&3/1990") + "Adoption of views,,,,"
    path = table("\n".join([HEAD, VIEWS + "Adoption of views,,,,", odd]))
    report = vault.read(lambda unit: try_import(unit, path, "proceedings"))

    assert report.doubtful == 1
    assert (report.doubts[0].line, report.doubts[0].column) == (3, "Id_string")
    assert "CAT/C/1/D/2&3/1990" in "\n".join(report.in_words())
    assert not report.problems


def test_of_several_countries_none_is_called_the_respondent(
    two: tuple[list[Proceeding], list[Instrument]],
) -> None:
    assert [each.country for each in two[1]] == [None, "PER"]
    assert "Utopia; Peru" in (two[1][0].text or "")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the real data is not beside this checkout")
def test_three_hundred_real_decisions_fit_their_committees_symbols(vault: Vault) -> None:
    with io.StringIO(SAMPLE.read_text(encoding="utf-8-sig")) as untrusted:
        rows = list(csv.DictReader(untrusted))
    matters, texts = imported(vault, SAMPLE)
    odd = []
    for matter, text in zip(matters, texts, strict=True):
        citation = mechanisms()[matter.mechanism or ""].citation
        assert citation is not None
        if not re.fullmatch(citation.pattern, text.symbol or ""):
            odd.append(text.symbol)

    assert len(matters) == len(rows) == 300
    assert Counter(each.body for each in texts) == Counter(row["Committee"] for row in rows)
    assert all(each.decided and each.submitted for each in matters)
    assert all(each.form for each in texts)
    # Several communications decided together, and one split off: no form of symbol is known
    # for these, so none is invented.
    assert len(odd) < 0.02 * len(rows), odd
    told = vault.read(lambda unit: try_import(unit, SAMPLE, "proceedings")).doubts
    assert {each.sentence.split(":")[0] for each in told if each.column == "Id_string"} == set(odd)
