"""What is PostgreSQL's own: its schema, its lock, its faults, and what rests in it in clear."""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from sqlalchemy import create_engine

from reviewer_app.domain.errors import HubError, RuleError, StoreError
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import Pairing, RoundAnswer, RoundRequest
from reviewer_app.hub import books, migrations
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.on_postgres import url_of
from reviewer_app.hub.places import Place
from reviewer_app.hub.service.health import gauges, health
from reviewer_app.hub.speech import made, spoken
from reviewer_app.hub.tables import HubTable
from tests.exchange.fixtures import HUB_KEY, Clock, served
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import District
from tests.postgres import postgres

COLUMNS = """SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default, ordinal_position
    FROM information_schema.columns WHERE table_schema = current_schema()"""
RULES = """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype <> 'n'"""
INDEXES = """SELECT tablename, replace(indexdef, current_schema() || '.', '') FROM pg_indexes
    WHERE schemaname = current_schema()"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "hub", postgres().fresh())


@pytest.fixture
def hub(place: Place) -> Iterator[Hub]:
    opened = Hub.open(place, HUB_KEY, Clock())
    yield opened
    opened.close()


def shape(address: str) -> list[set[tuple[object, ...]]]:
    with psycopg.connect(address) as look:
        return [set(look.execute(each).fetchall()) for each in (COLUMNS, RULES, INDEXES)]


def test_the_migrated_schema_is_the_tables_schema(hub: Hub, place: Place) -> None:
    address = postgres().fresh()
    fresh = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    HubTable.metadata.create_all(fresh)
    fresh.dispose()
    for migrated, wanted in zip(shape(place.database), shape(address), strict=True):
        assert migrated ^ wanted == set()


def test_texts_are_in_the_order_of_their_code_points_whatever_the_database_thinks(
    hub: Hub, place: Place
) -> None:
    columns, *_ = shape(place.database)
    assert {each[3] for each in columns if each[2] == "character varying"} == {"C"}
    assert {each[2] for each in columns} == {"character varying", "bigint"}


def test_a_newer_hub_is_refused_and_untouched(hub: Hub, place: Place) -> None:
    with psycopg.connect(place.database) as change:
        change.execute("UPDATE setting SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StoreError) as caught:
        Hub.open(place, HUB_KEY, Clock())
    assert caught.value.code == "hub-newer"


def test_a_hub_of_the_first_schema_is_taken_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:1])
        old = Hub.open(place, HUB_KEY, Clock())
        person = "01a20c03-0000-7000-8000-000000000001"
        with old.books.changes() as change:
            change.exec_driver_sql("INSERT INTO person VALUES (?, 'Ada', 1, ?)", (person, old.books.moment()))
        old.add_submission(submission(1, [b"one"]), RUBRIC, [b"one"])
        old.close()
    hub = Hub.open(place, HUB_KEY, Clock())
    assert hub.assign(hub.submissions()[0].id, person)
    assert (hub.flags(), hub.interests()) == ((), ())
    hub.close()


def test_processes_that_start_at_once_make_one_hub(place: Place) -> None:
    together = threading.Barrier(4)

    def start(number: int) -> tuple[str, str]:
        together.wait()
        opened = Hub.open(place, HUB_KEY, Clock(), name=f"District {number}")
        opened.close()
        return opened.key, opened.books.name

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


def test_the_key_of_the_hub_rests_wrapped_by_its_key_file(hub: Hub, place: Place) -> None:
    with psycopg.connect(place.database) as look:
        kept = " ".join(row[0] for row in look.execute("SELECT value FROM setting"))
    assert hub.books.key.seed.hex() not in kept
    with pytest.raises(StoreError) as caught:
        Hub.open(place, bytes(32), Clock())
    assert caught.value.code == "wrong-key"


def test_a_connection_that_broke_is_a_moment_of_waiting(place: Place) -> None:
    with served(place) as made:
        person = made.hub.add_person("Ada")
        desk, pairing = made.desk(person)
        desk.add(say(desk.key, 1))
        with psycopg.connect(place.database, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reviewer-hub'"
            )
        with pytest.raises(HubError) as caught:
            made.sync(desk, pairing)
        assert caught.value.code == "busy"
        assert made.sync(desk, pairing).counts_agree


def test_whoever_waits_too_long_is_told(place: Place) -> None:
    hub = Hub.open(Place(place.folder, f"{place.database}{quote(' -c lock_timeout=50ms')}"), HUB_KEY, Clock())
    for held, wanted in (("", ""), ("ada", ""), ("", "ada"), ("ada", "ada")):
        with hub.books.changes(person=held):
            with pytest.raises(StoreError) as caught, hub.books.changes(person=wanted):
                pass
            assert caught.value.code == "store-busy"
    with hub.books.changes(person="ada"), hub.books.changes(person="bo"):
        assert hub.people() == ()  # and who only looks waits for nobody
    hub.close()


def test_a_text_with_a_zero_is_refused_and_not_a_fault_of_the_hub(district: District) -> None:
    assert district.ada.codes(say(district.ada.desk.key, 1, "a\0b")) == ["malformed"]
    with pytest.raises(StoreError) as caught:
        district.served.hub.add_person("Ada\0")
    assert caught.value.code == "unstorable"
    asked = RoundRequest(district.ada.desk.device, 1, "", 0, "7-\0", "nonce", {})
    with pytest.raises(HubError) as refused:
        asyncio.run(asking(district.ada.pairing, asked))
    assert refused.value.code == "not-understood"


async def asking(pairing: Pairing, asked: RoundRequest) -> RoundAnswer:
    road = HttpTransport(pairing)
    try:
        return await road.round(asked)
    finally:
        await road.close()


def test_a_decision_with_a_zero_in_its_words_is_kept_as_it_was_signed(district: District) -> None:
    key, work = district.ada.desk.key, district.work["ada"]
    made = decide(key, 1, work, overall="a\0b")
    assert district.ada.codes(made, decide(key, 2, work)) == ["", "already-decided"]
    assert district.ada.codes(decide(key, 3, work)) == ["already-decided"]
    assert district.served.hub.decisions()[0].document == made.document


def test_a_hub_on_it_is_well(hub: Hub) -> None:
    hub.add_person("Ada")
    assert health(hub.books).ready
    assert gauges(hub.books)["reviewer_hub_devices"][1] == 0


@pytest.mark.parametrize(
    "change", [("/postgres?host=", "/postgres?host=/nowhere"), ("/postgres", "/nothing")]
)
def test_a_database_that_is_not_there_is_said_without_its_password(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    address = postgres().address().replace(*change).replace("hub@", "hub:SECRET@")
    with pytest.raises(StoreError) as caught:
        Hub.open(Place(tmp_path, address), HUB_KEY, Clock())
    assert caught.value.code == "database-away"
    assert "SECRET" not in f"{caught.value}{Place(tmp_path, address)!r}"


def test_an_address_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        Place(tmp_path, "mysql://hub@db/hub")
    assert caught.value.code == "database-address"


@pytest.mark.parametrize(
    ("rest", "mode"),
    [
        ("db.district.example/hub", "require"),
        ("db.district.example/hub?sslmode=verify-full", "verify-full"),
        ("127.0.0.1/hub", None),
        ("/hub?host=/run/postgresql", None),
    ],
)
def test_a_database_on_another_machine_is_reached_by_tls(rest: str, mode: str | None) -> None:
    url = url_of(f"postgresql://hub:SECRET@{rest}")
    assert (url.query.get("sslmode"), url.query["application_name"]) == (mode, "reviewer-hub")
    assert "synchronous_commit=on" in str(url.query["options"])
    assert int(str(url.query["tcp_user_timeout"])) <= 30_000


def test_without_its_library_the_hub_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg.adapt", None)
    with pytest.raises(StoreError) as caught:
        books.open_database(Place(tmp_path, "postgresql://hub@/hub"), HUB_KEY)
    assert (caught.value.code, "reviewer-app[hub]" in caught.value.next_step) == ("no-psycopg", True)


SAID = {
    "SELECT 1 FROM a WHERE b = ? AND c <> '?' AND d LIKE '5%'": (
        "SELECT 1 FROM a WHERE b = %s AND c <> '?' AND d LIKE '5%%'"
    ),
    "INSERT OR IGNORE INTO a VALUES (?)": "INSERT INTO a VALUES (%s) ON CONFLICT DO NOTHING",
    "INSERT OR IGNORE INTO a VALUES (?) RETURNING b": (
        "INSERT INTO a VALUES (%s) ON CONFLICT DO NOTHING RETURNING b"
    ),
    "SELECT 'it''s ?', ?": "SELECT 'it''s ?', %s",
}


@pytest.mark.parametrize("statement", SAID)
def test_a_statement_is_said_in_postgresqls_words(statement: str) -> None:
    assert spoken(statement) == SAID[statement]


FROZEN = (
    "41d8eecc4d512d3177a1c77ee31a415a9fe522e15215b4c9ab9235e547393ae8",
    "e7dcf617b9a9898ad2eac4029be86de3914d8ebf83aa10e7e2764dfe4fb265c7",
    "93cef187c448071856053420c2684885578a9a80ef9e182c36e02e01b37ebf44",
    "d3ecdf603a93fc3dfc270cdc5e27606d1b157414baf5592abacdecb38ebc4001",
    "bad35c674477d1e3ca97311f92ff491ff6b840b467cdf74aaf20ec1aefc92a09",
)


def test_what_released_steps_say_in_postgresql_never_changes() -> None:
    said = ["\n".join(made(each) for each in step) for step in migrations.STEPS[: len(FROZEN)]]
    assert tuple(hashlib.sha256(each.encode()).hexdigest() for each in said) == FROZEN


SQLITE_ONLY = re.compile(
    r"INSERT OR REPLACE|REPLACE INTO|PRAGMA |sqlite_master|\browid\b|strftime\(|IFNULL\(|group_concat\(|json_each\("
)


def test_the_hub_writes_no_sql_that_only_sqlite_knows() -> None:
    house = Path(books.__file__).parent
    # A backup is a file of SQLite's own, whatever it is made from.
    rooms = [
        each for each in house.rglob("*.py") if "backup" not in each.parts and each.name != "on_sqlite.py"
    ]
    found = {each.name: SQLITE_ONLY.findall(each.read_text("utf-8")) for each in rooms}
    assert "taking.py" in found
    assert {name: words for name, words in found.items() if words} == {}


def test_a_table_is_made_in_postgresqls_words() -> None:
    assert made("CREATE TABLE a (id INTEGER NOT NULL, b VARCHAR NOT NULL, c INTEGER, PRIMARY KEY (id))") == (
        'CREATE TABLE a (id BIGSERIAL NOT NULL, b VARCHAR COLLATE "C" NOT NULL, c BIGINT, PRIMARY KEY (id))'
    )
    assert made("CREATE TABLE a (seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT)") == (
        "CREATE TABLE a (seq BIGSERIAL NOT NULL PRIMARY KEY)"
    )
