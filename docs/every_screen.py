"""Every screen of the program, in one list: for the pictures at twice the text size, and for tests that walk them.

A new screen is one line in SCREENS (a dialog too: a test looks for those that were forgotten). Places of the sidebar
need no line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from docs import files_ways, hosting_scenes, stick_scenes, ways
from docs.picture_scenes import REVIEWED
from docs.tour import DECIDED_BEFORE, NAMED, Tour
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.places import LEAVING, ORDER, PLACES, QUEUE, SEARCH, SETTINGS, SYNC
from reviewer_app.ui.ports import Door, Kept
from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.bank_part import BankPart
from reviewer_app.ui.review.criterion_dialog import CriterionDialog
from reviewer_app.ui.review.exact import LayoutDialog
from reviewer_app.ui.review.gating import TakeBackDialog
from reviewer_app.ui.review.linking import LinkDialog
from reviewer_app.ui.review.panels import Alone, PanelState
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.syncing.nearby import NearbyCard
from reviewer_app.ui.syncing.ports import Met, NearHub
from reviewer_app.ui.unlock import DoorScreen
from reviewer_app.ui.viewers.links import LinkQuestion


@dataclass(frozen=True)
class Screen:
    """One screen: its name, what is to be seen, and the way to it; the way gives the window or dialog it is in."""

    name: str
    about: str
    show: Callable[[Tour], QWidget]


def _door_new(tour: Tour) -> QWidget:
    def none(_words: str | None) -> None:
        raise StoreError("no-keyring", "This system has no place for keys", "No keyring answered.", "Choose.")

    door = DoorScreen(Door(lambda: Kept.NEW, none, none), tour.program.jobs)  # type: ignore[arg-type]
    tour.loose(door)
    door.start()
    tour.settle()
    door.by_passphrase.setChecked(True)
    return door


def _door_wrong(tour: Tour) -> QWidget:
    door = tour.shell.door
    tour.locked()
    door.passphrase.setText("four other words")
    door.unlock_button.click()
    tour.hands.until(door.unlock_problem.isVisible, "the door says no")
    return tour.shell


def _locked(tour: Tour) -> QWidget:
    tour.locked()
    return tour.shell


def _no_match(tour: Tour) -> QWidget:
    tour.go(QUEUE)
    search = tour.space.queue.filters.search
    search.setText("nothing like this")
    search.returnPressed.emit()
    tour.settle()
    return tour.shell


def _refused(tour: Tour) -> QWidget:
    tour.go(QUEUE)
    search = tour.space.queue.filters.search
    search.clear()
    search.returnPressed.emit()
    cut = tour.stage.folder / "cut.reviewbundle"
    cut.write_bytes((tour.stage.folder / "Wren.reviewbundle").read_bytes()[:9000])
    if not tour.space.importing.refused:
        tour.bring([cut])
    return tour.shell


def _pairing(tour: Tour) -> QWidget:
    return tour.unpaired()


def _end_pairing(tour: Tour) -> QWidget:
    tour.go(SYNC)
    tour.space.sync.partner.ask()
    return tour.shell


NEAR = (
    NearHub("North District", "https://192.168.7.20:8470", "00"),
    NearHub("Lakeside District", "https://192.168.7.31:8470", "01", fits=False),
)


def _nearby(act: Callable[[NearbyCard], object], tour: Tour) -> QWidget:
    tour.unpaired()
    card = tour.space.sync.part(NearbyCard)
    assert card is not None  # the sample has this road
    card.note.hide()
    card.code.compare(Met("North District", "794 644", None))
    act(card)
    tour.settle()
    return tour.shell


def _near_hubs(card: NearbyCard, *hubs: NearHub) -> None:
    card.hubs.show_hubs(hubs, paired=False)
    card.pages.show_page(card.hubs)


def _near_code(card: NearbyCard, *, waiting: bool = False) -> None:
    if waiting:
        card.code.wait()
    card.pages.show_page(card.code)


def _found(tour: Tour) -> QWidget:
    tour.go(SEARCH)
    box = tour.space.search.field
    box.setText("fraction")
    box.returnPressed.emit()
    tour.settle()
    return tour.shell


def _checked(tour: Tour) -> QWidget:
    tour.go(LEAVING)
    tour.space.leaving.begin()
    tour.hands.until(lambda: not tour.space.leaving.busy, "the check is done")
    return tour.shell


def _evidence(file: str, tour: Tour) -> QWidget:
    tour.evidence(file)
    return tour.shell


def _arranged(panels: PanelState, tour: Tour) -> QWidget:
    tour.evidence("unit-portfolio.pdf").set_panels(panels)
    tour.settle()
    return tour.shell


def _apart(tour: Tour) -> QWidget:
    room = tour.evidence("unit-portfolio.pdf")
    room.set_panels(PanelState(apart=Alone.RUBRIC))
    tour.settle()
    assert room.apart is not None  # just opened
    room.apart.resize(760, 720)
    return room.apart


def _levels(tour: Tour) -> QWidget:
    room = tour.evidence("unit-portfolio.pdf")
    room.part(LevelsPart).toggle()
    room.orders.edit_note()
    tour.settle()
    return tour.shell


def _citations(tour: Tour) -> QWidget:
    tour.evidence("unit-portfolio.pdf").evidence.show_face(citations=True)
    tour.settle()
    return tour.shell


def _sought(tour: Tour) -> QWidget:
    room = tour.evidence("unit-portfolio.pdf")
    room.orders.search()
    room.pane.toolbar.field.setText("fraction")
    finder = room.pane.pdf.finder
    tour.hands.until(lambda: bool(room.pane.toolbar.hits.text()) and finder.through, "the search is through")
    tour.settle()
    return tour.shell


def _preview(tour: Tour) -> QWidget:
    room = tour.evidence("unit-portfolio.pdf")
    room.orders.submit()
    tour.hands.until(lambda: room.previewing, "the preview shows")
    return tour.shell


def _closed(tour: Tour) -> QWidget:
    tour.open(sample_reviews()[DECIDED_BEFORE].submission)
    return tour.shell


def _attempt(tour: Tour) -> QWidget:
    room = tour.open(sample_reviews()[REVIEWED].submission)
    tour.hands.until(lambda: room.part(AttemptsPart).comparable, "the earlier attempt is known")
    return tour.shell


def _attempts(tour: Tour) -> QWidget:
    _attempt(tour)
    tour.room.part(AttemptsPart).open_page()
    tour.settle()
    return tour.shell


def _named(tour: Tour) -> QWidget:
    tour.open(tour.submission(NAMED))
    return tour.shell


def _asked(ask: Callable[[ReviewRoom], object], tour: Tour, *, named: bool = False) -> QDialog:
    room = tour.open(tour.submission(NAMED)) if named else tour.evidence("unit-portfolio.pdf")
    ask(room)
    tour.settle()
    return next(each for each in room.findChildren(QDialog) if each.isVisible())


def _dialog(make: Callable[[ReviewRoom], QDialog], tour: Tour) -> QDialog:
    return _asked(lambda room: make(room).open(), tour)  # type: ignore[no-any-return]


def _keys(tour: Tour) -> QDialog:
    tour.evidence("unit-portfolio.pdf")
    tour.shell.show_keys()
    return next(each for each in tour.shell.findChildren(QDialog) if each.isVisible())


def _bank(tour: Tour) -> QDialog:
    room = tour.evidence("unit-portfolio.pdf")
    room.rubric.focus_inside()
    room.part(BankPart).open()
    tour.settle()
    return next(each for each in room.findChildren(QDialog) if each.isVisible())


def _recorder(tour: Tour) -> QDialog:
    tour.go(SETTINGS)
    card = tour.space.settings.keys
    card.choose("review.cite")
    asked = card.ask()
    assert asked is not None  # an action is chosen
    asked.box.pressed.emit("L")
    tour.settle()
    return asked


def _criteria(room: ReviewRoom) -> QDialog:
    assert room.review is not None
    criteria = room.review.rubric.criteria
    return CriterionDialog(criteria, criteria[0].id, room)


BLOG = "https://class-blog.lakeside.example/fractions/week-3"
VIEWED = {
    "pdf": ("unit-portfolio.pdf", "A PDF"),
    "image": ("exit-tickets.jpg", "A picture"),
    "text": ("transcript.txt", "A plain text"),
    "paper": ("reflection.docx", "A Word document"),
    "slides": ("eleven-boards.pptx", "Slides"),
    "sheets": ("check-data.xlsx", "A workbook"),
    "audio": ("questions.mp3", "A sound recording"),
    "video": ("lesson-clip.mp4", "A video"),
    "archive": ("worksheets.zip", "An archive"),
    "link": ("Our class blog on fractions", "A link without a snapshot"),
    "failed": ("scan.pdf", "A file that cannot be shown"),
    "answers": ("", "What the earner wrote"),
}


def _place_name(place: int) -> str:
    return "place-" + "".join(
        each for each in PLACES[place][0].lower().replace(" ", "-") if each.isalnum() or each == "-"
    )


SCREENS: tuple[Screen, ...] = (
    Screen("door-new", "The door of a new store", _door_new),
    Screen("door-locked", "The door", _locked),
    Screen("door-wrong", "A passphrase that does not fit", _door_wrong),
    *(
        Screen(_place_name(place), PLACES[place][0], lambda tour, place=place: tour.go(place))
        for place in ORDER
    ),
    *(Screen(*told) for told in hosting_scenes.SCENES),
    Screen("queue-no-match", "A search of the queue that finds nothing", _no_match),
    Screen("import-refused", "A bundle that is refused", _refused),
    Screen("pairing", "Pairing with a hub", _pairing),
    Screen("pairing-end", "The end of a pairing, asked about first", _end_pairing),
    Screen("stick", "A stick with work is plugged in", stick_scenes.plugged),
    Screen("stick-brought", "What was on a stick was brought over", stick_scenes.brought),
    Screen("stick-introduced", "Pairing by stick", stick_scenes.introduced),
    Screen("sign-in", "A network that wants a person to sign in first", files_ways.sign_in),
    Screen("files-how", "What can be set about files", files_ways.how),
    Screen("files-metered", "Files that wait for a line that costs nothing", files_ways.metered),
    Screen("files-full", "A disk too full for all files, and one that would not come", files_ways.full),
    Screen(
        "nearby", "A hub in the same room", partial(_nearby, lambda card: card.pages.show_page(card.start))
    ),
    Screen(
        "nearby-hubs",
        "Hubs that answer on the network",
        partial(_nearby, lambda card: _near_hubs(card, *NEAR)),
    ),
    Screen("nearby-none", "No hub answers on the network", partial(_nearby, _near_hubs)),
    Screen("nearby-address", "The address of a hub, typed", partial(_nearby, NearbyCard.by_hand)),
    Screen("nearby-code", "One code on both screens", partial(_nearby, _near_code)),
    Screen("nearby-wait", "Waiting for the coordinator", partial(_nearby, partial(_near_code, waiting=True))),
    Screen("search-found", "What a search finds", _found),
    Screen("leaving-checked", "Safe to leave, checked", _checked),
    *(Screen(f"review-{name}", about, partial(_evidence, file)) for name, (file, about) in VIEWED.items()),
    Screen("review-levels", "Levels side by side, and a private note", _levels),
    Screen("review-citations", "The list of citations", _citations),
    Screen("review-search", "A search in evidence", _sought),
    Screen("review-closed", "A review that was decided", _closed),
    Screen("review-attempt", "A new attempt", _attempt),
    Screen("attempts", "Two attempts compared", _attempts),
    Screen("review-named", "A submission in which names were masked", _named),
    Screen(
        "evidence-alone",
        "Evidence alone, the levels below",
        partial(_arranged, PanelState(focus=Alone.EVIDENCE)),
    ),
    Screen("rubric-alone", "The rubric alone", partial(_arranged, PanelState(focus=Alone.RUBRIC))),
    Screen("sides-swapped", "The rubric on the left", partial(_arranged, PanelState(swapped=True))),
    Screen("rubric-folded", "The rubric folded away", partial(_arranged, PanelState(right_open=False))),
    Screen("rubric-apart", "The rubric in a window of its own", _apart),
    Screen(
        "evidence-apart",
        "What stays when the evidence has its own window",
        partial(_arranged, PanelState(apart=Alone.EVIDENCE)),
    ),
    Screen("check", "The completeness check", ways.check),
    Screen("interest", "A conflict of interest", ways.interest),
    Screen("two-laptops", "A review that two laptops changed", ways.banner),
    Screen("versions", "Two versions of the same thing", ways.versions),
    Screen("history", "The history of a review", ways.history),
    Screen("commands", "All commands", ways.palette),
    Screen("guide", "The guided sample review", ways.guide),
    Screen("preview-findings", "What the feedback check found", ways.findings),
    Screen("preview", "The decision before it is signed", _preview),
    Screen("dialog-keys", "The keys of a screen", _keys),
    Screen("dialog-flag", "Raising a flag", partial(_asked, lambda room: room.orders.flag())),
    Screen("dialog-problem", "Reporting a problem", partial(_asked, lambda room: room.orders.report())),
    Screen(
        "dialog-incomplete",
        "Returning as incomplete",
        partial(_asked, lambda room: room.orders.return_incomplete()),
    ),
    Screen(
        "dialog-take-back",
        "Taking a decision back",
        partial(_dialog, lambda room: TakeBackDialog(True, room)),
    ),
    Screen("dialog-bank", "The comment bank", _bank),
    Screen("dialog-recorder", "Giving an action another key", _recorder),
    Screen("dialog-criterion", "Choosing a criterion", partial(_dialog, _criteria)),
    Screen(
        "dialog-names",
        "Names that were found",
        partial(_asked, lambda room: room.orders.show_names(), named=True),
    ),
    Screen("dialog-address", "Opening an address", partial(_dialog, lambda room: LinkDialog(BLOG, room))),
    Screen("dialog-link", "A link in evidence", partial(_dialog, lambda room: LinkQuestion(BLOG, room))),
    Screen(
        "dialog-layout",
        "Exact layout without a cage",
        partial(
            _dialog,
            lambda room: LayoutDialog(
                StoreError(
                    "no-cage", "There is no cage here", "LibreOffice could use the network.", "You decide."
                ),
                room,
            ),
        ),
    ),
    Screen("sync-left", "The ledger with a receipt, and the list of what left", ways.left),
    Screen("sync-refused", "What the hub refused, and what can be done", ways.refused),
    Screen("review-refused", "A review whose decision the hub did not take", ways.refused_review),
)
"""Every screen. Whoever adds one adds its line here."""
