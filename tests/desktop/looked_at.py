"""What a person sees, hears and reaches of a window: its texts, what of it is cut, its names for a
screen reader, and the way of the keys through it.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)

# Its texts


def said_by(root: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window that a person sees or hears, with who says it."""
    for each in (root, *root.findChildren(QWidget)):
        if each.isVisible():
            for what, text in _texts_of(each):
                yield f"{type(each).__name__}.{what}", text
    for action in root.findChildren(QAction):
        # Those of a field are Qt's own, and Qt brings their translations.
        if not isinstance(action.parent(), QLineEdit | QPlainTextEdit):
            yield "QAction.text", action.text()
            yield "QAction.tip", action.toolTip()


def _texts_of(each: QWidget) -> Iterator[tuple[str, str]]:
    yield "tip", each.toolTip()
    yield "name", each.accessibleName()
    yield "description", each.accessibleDescription()
    if each.isWindow():
        yield "title", each.windowTitle()
    if isinstance(each, QLabel | QAbstractButton):
        yield "text", each.text()
    if isinstance(each, QLineEdit) and each.echoMode() == QLineEdit.EchoMode.Normal:
        yield "text", each.displayText()
    if isinstance(each, QLineEdit | QPlainTextEdit):
        yield "placeholder", each.placeholderText()
    if isinstance(each, QTabBar):
        yield from (("tab", each.tabText(at)) for at in range(each.count()))
    if isinstance(each, QComboBox | QAbstractItemView) and not isinstance(each, QHeaderView):
        yield from _of_model(each.model())


def _of_model(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    for column in range(_columns(model)):
        yield "head", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 60)):
            index = model.index(row, column, QModelIndex())
            for role in _ROLES:
                yield "item", str(index.data(role) or "")


def _columns(model: QAbstractItemModel) -> int:
    count = 0
    while count < 40 and model.hasIndex(0, count, QModelIndex()):
        count += 1
    return count


# What is cut, or lies outside


def cut_in(root: QWidget) -> Iterator[str]:
    """Labels and buttons whose words need more room than they have, and parts that lie outside."""
    # A text that was just set has not been given its room yet.
    for _level in range(8):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    window = QRect(QPoint(0, 0), root.window().size())
    for each in root.findChildren(QWidget):
        if each.isVisible():
            yield from _cut_words(each)
            box = QRect(each.mapTo(root.window(), QPoint(0, 0)), each.size())
            outside = box.left() < window.left() or box.right() > window.right()
            if outside and each.width() > 1 and not each.isWindow() and not _scrolls(each):
                yield f"outside {type(each).__name__} {box.left()}..{box.right()}"


def _cut_words(each: QWidget) -> Iterator[str]:
    if isinstance(each, QLabel) and each.text():
        text = each.text()
        if each.wordWrap():
            needs, has = each.heightForWidth(each.width()), each.height()
        else:
            needs, has = each.fontMetrics().horizontalAdvance(text), each.contentsRect().width()
    elif isinstance(each, QAbstractButton) and each.text() and not _is_icon(each):
        text = each.text().replace("&", "")
        needs, has = each.fontMetrics().horizontalAdvance(text), each.width()
    else:
        return
    if needs > has + 1:
        yield f"cut {type(each).__name__} {needs} > {has}: {text[:60]}"


def _is_icon(each: QAbstractButton) -> bool:
    """Whether its words are only read aloud: its icon is all there is to see."""
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(each, QToolButton) and each.toolButtonStyle() == icon_only


def _scrolls(each: QWidget) -> bool:
    above = each.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and above.horizontalScrollBar().maximum() > 0:
            return True
        if isinstance(above, QAbstractItemView | QTabBar):
            return True
        above = above.parentWidget()
    return False


# What a screen reader is told

#: What is no control: one cannot tell from it what the keys do.
_NO_CONTROL = {
    QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane,
    QAccessible.Role.Border, QAccessible.Role.Window, QAccessible.Role.LayeredPane,
}  # fmt: skip


#: What scrolls by keys and holds no control. Qt tells every such area as "client".
_AREAS = ("Sheet", "Reading")


def told_of(root: QWidget) -> Iterator[tuple[str, QAccessible.Role, str]]:
    """Every control in sight as Qt tells a screen reader: its class, its role, its name."""
    yield from _told(QAccessible.queryAccessibleInterface(root))


def _told(told: QAccessibleInterface) -> Iterator[tuple[str, QAccessible.Role, str]]:
    here = told.object()
    state = told.state()
    if here is None or state.invisible:
        return
    if state.focusable and not state.disabled and _takes_tab(here):
        name = told.text(QAccessible.Text.Name)
        yield type(here).__name__, told.role(), name.strip()
    if isinstance(here, QAbstractItemView | QComboBox):
        return
    for at in range(told.childCount()):
        child = told.child(at)
        if child is not None and child.isValid():
            yield from _told(child)


def nameless_in(root: QWidget) -> Iterator[str]:
    """Controls without a name, or of which a screen reader cannot say what they are."""
    for what, role, name in told_of(root):
        if not name:
            yield f"no name: {what}"
        if role in _NO_CONTROL and what not in _AREAS:
            yield f"no role: {what} “{name[:60]}” {role.name}"


# The way of the keys


def _takes_tab(each: object) -> bool:
    return isinstance(each, QWidget) and bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)


def stuck_in(root: QWidget, faint: dict[str, bool]) -> Iterator[str]:
    """Controls that Tab or Shift+Tab do not reach or leave, or that Enter does not press.

    `faint` remembers of each sort of control whether one sees that it has the keys.
    """
    window = root.window()
    if QApplication.focusWidget() is None:
        window.activateWindow()
        (root.findChild(QLineEdit) or root).setFocus()
    wanted = {each for each in root.findChildren(QWidget) if _is_wanted(each)}
    for key, name in ((Qt.Key.Key_Tab, "Tab"), (Qt.Key.Key_Backtab, "Shift+Tab")):
        way = _way(window, key, faint)
        yield from (f"{name} does not reach {_called(each)}" for each in _missed(wanted, way))
        if way and len(wanted) > 1 and len(set(way)) == 1:
            yield f"{name} stays on {_called(way[0])}"
    for each in wanted:
        own_keys = type(each).keyPressEvent is not QPushButton.keyPressEvent
        if isinstance(each, QPushButton) and not (own_keys or each.autoDefault()):
            yield f"Enter does not press {_called(each)}"
    for sort in [sort for sort in faint if faint[sort]]:
        faint[sort] = False  # said once
        yield f"one does not see that it has the keys: {sort}"


def missed_by_tab(root: QWidget) -> list[str]:
    """The controls that Tab, going round once, does not reach."""
    root.window().activateWindow()
    wanted = {each for each in root.findChildren(QWidget) if _is_wanted(each)}
    way = _way(root.window(), Qt.Key.Key_Tab, {})
    return sorted(_called(each) for each in _missed(wanted, way))


def _missed(wanted: set[QWidget], way: Iterable[QWidget]) -> set[QWidget]:
    return {each for each in wanted - set(way) if not _is_reached_by_arrows(each)}


def _is_wanted(each: QWidget) -> bool:
    return each.isVisible() and each.isEnabled() and _takes_tab(each) and each.focusProxy() is None


def _is_reached_by_arrows(each: QWidget) -> bool:
    """Of choices of which one is taken, Tab goes to the one, and arrows to the others."""
    return isinstance(each, QRadioButton) and not each.isChecked()


def _called(each: QWidget) -> str:
    return f"{type(each).__name__} “{each.accessibleName()[:50]}”"


def _way(window: QWidget, key: Qt.Key, faint: dict[str, bool]) -> list[QWidget]:
    """The controls the keys go to, one after the other, until they come round."""
    way: list[QWidget] = []
    for _press in range(400):
        now = QApplication.focusWidget() or window
        before = _picture(now) if _is_new(now, faint) else None
        shift = Qt.KeyboardModifier.ShiftModifier
        modifiers = shift if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(now, key, modifiers)
        then = QApplication.focusWidget()
        if then is None:
            break
        if before is not None and then is not now:
            faint[_sort(now)] = _picture(now) == before != b""
        if then in way:
            break
        way.append(then)
    return way


def _is_new(now: QWidget, faint: dict[str, bool]) -> bool:
    return now.focusPolicy() != Qt.FocusPolicy.NoFocus and _sort(now) not in faint


def _sort(each: QWidget) -> str:
    marks = ("primary", "flat", "link", "chip", "danger", "wrong", "heading", "reading")
    found = [mark for mark in marks if each.property(mark)]
    return " ".join([type(each).__name__, each.objectName(), *found])


def _picture(each: QWidget) -> bytes:
    """How it looks, with a margin, in which a frame around it may be drawn."""
    window = each.window()
    box = QRect(each.mapTo(window, QPoint(0, 0)), each.size()).adjusted(-3, -3, 3, 3)
    picture = window.grab(box & window.rect()).toImage()
    return b"" if picture.isNull() else bytes(picture.constBits())
