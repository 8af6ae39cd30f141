"""Who may do what: every route asks for a token, and nobody sees another's work or words."""

from __future__ import annotations

import hashlib
import json

import httpx2
import pytest
from fastapi import FastAPI
from starlette.routing import Route

from reviewer_app.domain.signing import canonical, signer
from reviewer_app.hub.route_table import ROUTES
from reviewer_app.hub.routes import OPEN_ROUTES, create_app
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import FILES, NAMES, Assessor, District


def routes(app: FastAPI) -> list[tuple[str, str]]:
    return [
        (method, route.path)
        for route in app.routes
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


def ask(
    district: District, method: str, path: str, token: str | None, content: bytes = b"{}"
) -> httpx2.Response:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    place = path.replace("{sha256}", hashlib.sha256(FILES["ada"]).hexdigest())
    return httpx2.request(method, district.served.url + place, headers=headers, content=content)


CHALLENGED = (
    b'{"format": "reviewer-challenge", "version": 1, "nonce": "%b", '
    b'"device": "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"}'
)


def code(district: District, answer: httpx2.Response) -> str:
    document = answer.json()
    assert signer(document) == district.served.hub.key
    return str(document["error"]["code"])


def round_of(district: District, who: Assessor, **changed: object) -> httpx2.Response:
    asked = {
        "format": "reviewer-round",
        "version": 1,
        "nonce": "n",
        "device": who.desk.device,
        "count": 0,
        "hash": "",
        "received": 0,
        "cursor": "",
        **changed,
    }
    return ask(district, "POST", "/v1/round", who.pairing.token, json.dumps(asked).encode())


def blob(district: District, who: Assessor, name: str) -> httpx2.Response:
    place = f"/v1/blobs/{hashlib.sha256(FILES[name]).hexdigest()}"
    return ask(district, "GET", place, who.pairing.token)


def test_a_route_without_a_row_does_not_exist(district: District) -> None:
    made = routes(create_app(district.served.hub.books))
    assert sorted(made) == sorted((each.method, each.path) for each in ROUTES)


@pytest.mark.parametrize("token", [None, "", "wrong", "é", "x" * 5000])
def test_no_route_answers_without_a_token(district: District, token: str | None) -> None:
    for method, path in routes(create_app(district.served.hub.books)):
        if path in OPEN_ROUTES:
            continue
        headers = {} if token is None else {"authorization": f"Bearer {token}".strip().encode()}
        place = path.replace("{sha256}", hashlib.sha256(FILES["ada"]).hexdigest())
        answer = httpx2.request(method, district.served.url + place, headers=headers)
        assert (answer.status_code, code(district, answer)) == (401, "no-token")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_laptop_is_out_at_once_on_every_route(district: District) -> None:
    token = district.ada.pairing.token
    assert district.served.hub.revoke(district.ada.desk.device)
    assert not district.served.hub.revoke(district.ada.desk.device)
    for method, path in routes(create_app(district.served.hub.books)):
        if path not in OPEN_ROUTES:
            answer = ask(district, method, path, token)
            assert (answer.status_code, code(district, answer)) == (401, "revoked")
    assert round_of(district, district.bo).status_code == 200


def test_a_disabled_account_is_told_so(district: District) -> None:
    district.served.hub.set_active(district.ada.id, False)
    answer = round_of(district, district.ada)
    assert (answer.status_code, code(district, answer)) == (403, "account-disabled")
    district.served.hub.set_active(district.ada.id, True)
    assert round_of(district, district.ada).status_code == 200


def test_open_routes_give_nothing_to_a_stranger(district: District) -> None:
    for path in OPEN_ROUTES:
        answer = ask(district, "POST", path, None)
        assert (answer.status_code, code(district, answer)) == (400, "not-understood")


def test_a_person_gets_their_own_files_and_no_others(district: District) -> None:
    for who, theirs, foreign in ((district.ada, "ada", "bo"), (district.bo, "bo", "ada")):
        assert blob(district, who, theirs).content == FILES[theirs]
        assert blob(district, who, "both").content == FILES["both"]
        answer = blob(district, who, foreign)
        assert (answer.status_code, code(district, answer)) == (404, "blob-unknown")
    nowhere = ask(district, "GET", f"/v1/blobs/{'0' * 64}", district.ada.pairing.token)
    assert {**nowhere.json(), "proof": 0} == {**blob(district, district.ada, "bo").json(), "proof": 0}


def test_files_of_withdrawn_work_are_gone(district: District) -> None:
    district.served.hub.withdraw(district.work["ada"]["id"], district.ada.id, "Handed in twice.")
    assert blob(district, district.ada, "ada").status_code == 404


def test_blind_assessors_see_nothing_of_each_other(district: District) -> None:
    work, key = district.work["both"], district.ada.desk.key
    district.ada.send(
        say(key, 1, work["id"], body={"criterion": "c1", "text": "UNSEEN"}), decide(key, 2, work)
    )
    answer = round_of(district, district.bo)
    assert {item["submission"] for item in answer.json()["work"]} == {work["id"], district.work["bo"]["id"]}
    everything = answer.text + blob(district, district.bo, "both").text
    for word in ("UNSEEN", "not_yet", district.ada.id, district.ada.desk.device, NAMES["ada"]):
        assert word not in everything


def test_a_token_speaks_for_its_own_laptop_only(district: District) -> None:
    answer = round_of(district, district.ada, device=district.bo.desk.device)
    assert (answer.status_code, code(district, answer)) == (403, "other-device")


@pytest.mark.parametrize(
    ("path", "content", "status", "expected"),
    [
        ("/v1/round", b"{", 400, "not-understood"),
        ("/v1/round", b"[" * 50_000, 400, "not-understood"),
        ("/v1/round", b'{"format": "reviewer-round", "version": 2}', 400, "version"),
        ("/v1/round", b'{"format": "reviewer-round", "version": 1, "device": 7}', 400, "not-understood"),
        ("/v1/pairing/challenge", CHALLENGED % b"\\ud800", 400, "not-understood"),
        ("/v1/pairing/challenge", CHALLENGED % b"\xed\xa0\x80", 400, "not-understood"),
        ("/v1/round", b" " * 70_000, 413, "too-large"),
        ("/v1/records", b" " * 17_000_000, 413, "too-large"),
        ("/v1/records", b"", 400, "not-understood"),
        ("/v1/nowhere", b"{}", 404, "not-found"),
    ],
)
def test_questions_that_make_no_sense_are_refused_in_words(
    district: District, path: str, content: bytes, status: int, expected: str
) -> None:
    answer = ask(district, "POST", path, district.ada.pairing.token, content)
    assert (answer.status_code, code(district, answer)) == (status, expected)


def test_a_whole_character_comes_back_as_it_was_asked(district: District) -> None:
    answer = ask(district, "POST", "/v1/pairing/challenge", "none", CHALLENGED % b"\\ud83d\\ude00")
    assert (answer.status_code, answer.json().get("nonce")) == (200, "\U0001f600")


def test_another_method_is_refused_in_words(district: District) -> None:
    answer = ask(district, "GET", "/v1/round", district.ada.pairing.token)
    assert (answer.status_code, code(district, answer)) == (405, "wrong-method")


def test_a_batch_cut_on_its_way_is_seen_to_be_cut(district: District) -> None:
    head = {
        "format": "reviewer-records",
        "version": 1,
        "nonce": "n",
        "device": district.ada.desk.device,
        "count": 2,
    }
    body = json.dumps(head).encode() + b"\n" + canonical(say(district.ada.desk.key, 1).document) + b"\n"
    answer = ask(district, "POST", "/v1/records", district.ada.pairing.token, body)
    assert (answer.status_code, code(district, answer)) == (400, "cut-short")


@pytest.mark.expects_warnings
def test_trouble_inside_the_hub_is_said_without_its_details(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a secret of the hub")

    monkeypatch.setattr("reviewer_app.hub.handlers.rounds.work_since", fail)
    answer = round_of(district, district.ada)
    assert (answer.status_code, code(district, answer)) == (500, "hub-trouble")
    assert "secret" not in answer.text


def test_a_restored_hubs_cursors_are_not_mistaken_for_ours(district: District) -> None:
    for cursor in ("1-000000000000", "999-abc", "x", "-", "1", "9" * 30 + "-a"):
        assert len(round_of(district, district.ada, cursor=cursor).json()["work"]) == 2


def test_much_work_comes_in_pages(district: District) -> None:
    for n in range(100, 230):
        document = submission(n)
        district.served.hub.add_submission(document, RUBRIC)
        district.served.hub.assign(document["id"], district.ada.id)
    cursor, seen = "", []
    while True:
        page = round_of(district, district.ada, cursor=cursor).json()
        seen += [item["submission"] for item in page["work"]]
        cursor = page["cursor"]
        if not page["more"]:
            break
    assert len(seen) == len(set(seen)) == 132


@pytest.mark.parametrize(("wanted", "told"), [(None, 2), (1, 1), (3, 3), (9, 4)])
def test_a_page_of_work_is_as_long_as_the_laptop_wants_within_bounds(
    district: District, monkeypatch: pytest.MonkeyPatch, wanted: int | None, told: int
) -> None:
    monkeypatch.setattr("reviewer_app.hub.assigning.PAGE_ITEMS", 2)
    monkeypatch.setattr("reviewer_app.hub.assigning.MOST_ITEMS", 4)
    for number in range(10, 16):
        document = submission(number)
        district.served.hub.add_submission(document, RUBRIC, [])
        district.served.hub.assign(document["id"], district.ada.id)
    page = round_of(district, district.ada, **({} if wanted is None else {"page": wanted})).json()
    assert (len(page["work"]), page["more"]) == (told, True)
    rest = round_of(district, district.ada, cursor=page["cursor"], page=9).json()
    assert len({each["submission"] for each in (*page["work"], *rest["work"])}) == min(8, told + 4)


@pytest.mark.parametrize("wanted", [0, -1, 2**53, True, "9"])
def test_a_length_that_is_none_is_refused(district: District, wanted: object) -> None:
    answer = round_of(district, district.ada, page=wanted)
    assert (answer.status_code, code(district, answer)) == (400, "not-understood")
