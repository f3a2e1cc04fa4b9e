from tests.desktop.test_brief_page import *
from casedesk.desktop import theme
from PySide6.QtCore import Qt
import pytest
from casedesk.domain.parties import Party
@pytest.mark.parametrize("mode",["light","dark","large","rtl"])
def test_shot(demo_desk, qtbot, until, qapp, mode):
    theme.wear(qapp, dark=mode=="dark", scale=150 if mode=="large" else 100)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mode=="rtl" else Qt.LayoutDirection.LeftToRight)
    def make(u):
        c=[c for c in u.all(Case)]
        for x in c:
            print(x.ref,x.title)
        return start_brief(u,c[0],forms()["un-sp-allegation"]).id
    n=demo_desk.vault.write("x",make).result
    page=BriefPage(demo_desk,Target(record=n)); qtbot.addWidget(page); page.resize(1072,650)
    page.show(); page.load(); until(demo_desk); qtbot.wait(300); until(demo_desk)
    ed=[e for e in page.list.editors if isinstance(e.stored.content,FieldBlock) and not e.stored.content.live][0]
    p=ed.parts[0]; p.setFocus(); 
    from casedesk.briefs.inline import Footnote
    party=page.laid.standing.people[0]
    qtbot.keyClicks(p,"On 10 September "); p.insert_node(Mention(party.uuid)); qtbot.keyClicks(p," was arrested at the airport"); p.insert_node(Footnote((Words("A/HRC/39/41, annex."),))); qtbot.keyClicks(p,".")
    qtbot.wait(300); until(demo_desk); qtbot.wait(200)
    page.grab().save(f"/tmp/w/bp/{mode}.png")
    page.findings.toggle("people"); qtbot.wait(200); page.grab().save(f"/tmp/w/bp/{mode}-people.png")
    page.keep_draft(); until(demo_desk)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight); theme.wear(qapp,dark=False,scale=100)
