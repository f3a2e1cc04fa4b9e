from tests.desktop.test_brief_page import *
import time
from casedesk.briefs.kept import BriefBlock, save_blocks
from casedesk.briefs.standing import brief_called
from casedesk.briefs.order import keys_between
from uuid import uuid4
W="On 10 September the defender was arrested at the airport on his way to the session of the working group and nobody said where he was taken until much later that week "
def test_big(desk, qtbot, until):
    n,ref,parties=desk.vault.write("e",enter).result
    def more(u):
        ks=keys_between("zz","",700)
        bl=[BriefBlock(uuid4().hex,k,ParagraphBlock((Words(W*3+str(i)),Mention(parties["Aminata Openname"]),Footnote((Words("see"),)) if i%5==0 else Words(".")),numbered=True)) for i,k in enumerate(ks)]
        save_blocks(u,brief_called(u,ref),inserted=bl)
    desk.vault.write("m",more)
    page=BriefPage(desk,Target(record=n)); qtbot.addWidget(page); page.resize(1072,650); page.show()
    pr2=__import__("cProfile").Profile(); pr2.enable()
    t=time.perf_counter(); page.load(); qtbot.waitUntil(lambda: bool(page.laid.count),timeout=20000); print("first pages",time.perf_counter()-t)
    qtbot.waitUntil(lambda: not page.list._waiting,timeout=20000); print("all editors",time.perf_counter()-t, len(page.list.editors), page.laid.count)
    pr2.disable(); __import__("pstats").Stats(pr2).sort_stats("tottime").print_stats(14)
    until(desk)
    ed=page.list.editors[400]; p=ed.parts[0]; page.list.show_editor(ed); qtbot.wait(300); until(desk); qtbot.wait(300); until(desk)
    import cProfile,pstats
    from casedesk.desktop.brief import reading
    text=page.text(); g=page.ground; before=page.laid.layout
    from dataclasses import replace as rep
    bl=list(text.blocks); i=300; bl[i]=rep(bl[i],content=ParagraphBlock((Words("changed"),)))
    t2=rep(text,blocks=tuple(bl))
    import gc
    t=time.perf_counter(); gc.collect(); print("gc full", time.perf_counter()-t, len(gc.get_objects()))
    for k in range(4):
        t=time.perf_counter(); reading.lay(g,t2 if k%2 else text,"",before,None); print("lay",time.perf_counter()-t)
    gc.disable()
    for k in range(4):
        t=time.perf_counter(); reading.lay(g,t2 if k%2 else text,"",before,None); print("lay nogc",time.perf_counter()-t)
    gc.enable()
    pr=cProfile.Profile(); t=time.perf_counter(); pr.enable(); reading.lay(g,t2,"",before,None); pr.disable(); print("lay",time.perf_counter()-t)
    pstats.Stats(pr).sort_stats("cumtime").print_stats(3)
    for letter in "a":
        t=time.perf_counter(); old=page.laid
        shown=[]
        orig=page.sheet.put
        page.sheet.put=lambda a,b:(shown.append((a,time.perf_counter()-t)),orig(a,b))
        qtbot.keyClicks(p,letter); k=time.perf_counter()-t
        qtbot.waitUntil(lambda: page.laid is not old and bool(shown),timeout=10000)
        print("key",round(k*1e3),"ms; laid+page", [(a,round(b*1e3)) for a,b in shown[:2]], page.laid.shown, page.laid.count)
        page.sheet.put=orig; qtbot.wait(100); until(desk)
    page.keep_draft(); until(desk)
