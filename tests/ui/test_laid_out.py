"""News of sizes stop where they change nothing, and all of them are worked off before anything is painted."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.laid_out import Floor, lay_out_now
from reviewer_app.ui.theme import restyle, theme


class Counting(QWidget):
    """Counts how often it is told that a size in it may be another, and how often it is drawn anew."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = self.told = 0
        self.column = QVBoxLayout(self)

    def update(self, *where: object) -> None:
        self.drawn += 1

    def event(self, event: QEvent) -> bool:
        self.told += event.type() is QEvent.Type.LayoutRequest
        return super().event(event)


def built(words: str) -> tuple[Counting, QLabel]:
    outer, inner, label = Counting(), QWidget(), QLabel(words)
    column = QVBoxLayout(inner)
    column.addWidget(label)
    outer.column.addWidget(Floor(inner))
    outer.resize(400, 200)
    outer.show()
    lay_out_now()
    return outer, label


def test_news_of_no_change_go_no_further_than_the_floor(qapp: QApplication) -> None:
    outer, label = built("words")
    outer.told = 0
    label.updateGeometry()
    lay_out_now()
    assert outer.told == 0
    outer.close()


def test_a_larger_inside_is_told_up_to_the_window(qapp: QApplication) -> None:
    outer, label = built("short")
    before = outer.minimumSizeHint()
    outer.told = 0
    label.setMinimumSize(300, 150)
    lay_out_now()
    assert outer.told
    assert outer.minimumSizeHint().width() > before.width()
    assert outer.minimumSizeHint().height() >= 150
    outer.close()


def test_the_inside_fills_its_floor(qapp: QApplication) -> None:
    outer, label = built("words")
    outer.resize(520, 300)
    lay_out_now()
    inside = label.parentWidget()
    assert inside is not None
    floor = inside.parentWidget()
    assert isinstance(floor, Floor)
    assert inside.size() == floor.size()
    assert inside.width() > 450
    outer.close()


def test_what_looks_as_it_did_is_not_dressed_again(qapp: QApplication) -> None:
    theme()
    widget = Counting()
    restyle(widget, tone="bad")
    assert widget.drawn == 1
    restyle(widget, tone="bad")
    assert widget.drawn == 1
    restyle(widget, tone="ok")
    assert (widget.drawn, widget.property("tone")) == (2, "ok")


def test_an_icon_keeps_its_room_when_another_is_drawn_and_grows_with_the_text(qapp: QApplication) -> None:
    look = theme()
    label = IconLabel("ok", "ok", 18)
    label.show_icon("error", "bad")
    assert label.size() == look.icon_size(18)
    choice, scale = look.choice, look.text_scale
    look.set_look(choice, 200)
    assert label.size() == look.icon_size(18)
    assert label.width() == 36
    look.set_look(choice, scale)
