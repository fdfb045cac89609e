"""Requests: other commands hand their changes to the process that holds the lock."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailbot.errors import MailbotError
from mailbot.ledger import requests


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "var" / "requests"


@contextmanager
def running_writer(directory: Path) -> Iterator[list[str]]:
    """A writer that answers every request with what it was asked to do, and lists that."""
    done: list[str] = []
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            for request in requests.pending(directory):
                done.append(request.payload["do"])
                requests.answer(request, {"done": request.payload["do"]})
            stop.wait(0.005)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


def wait_for_requests(directory: Path, count: int) -> tuple[requests.Request, ...]:
    deadline = time.monotonic() + 5
    while len(found := requests.pending(directory)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return found


def test_a_request_is_carried_out_once_and_its_answer_comes_back(directory: Path) -> None:
    with running_writer(directory) as done:
        answer = requests.ask(
            directory, {"do": "roster-import", "text": "council,plr_name\nHarpole,Zoë Hall\n"}, timeout=5
        )
    assert answer == {"done": "roster-import"}
    assert done == ["roster-import"]
    assert list(directory.iterdir()) == []


def test_requests_of_several_clients_each_get_their_own_answer(directory: Path) -> None:
    answers: list[str] = []
    asked = [f"hold q{number}" for number in range(8)]
    clients = [
        threading.Thread(target=lambda do=do: answers.append(requests.ask(directory, {"do": do}, timeout=10)["done"]))
        for do in asked
    ]
    with running_writer(directory) as done:
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    assert sorted(answers) == sorted(done) == asked


def test_requests_are_found_in_the_order_in_which_they_were_made(directory: Path) -> None:
    for do in ("first", "second", "third"):
        with pytest.raises(MailbotError):
            requests.ask(directory, {"do": do}, timeout=-1)
    assert requests.pending(directory) == (), "who gave up has withdrawn the request"

    clients = []
    for count, do in enumerate(("first", "second", "third"), start=1):
        clients.append(threading.Thread(target=requests.ask, args=(directory, {"do": do}), kwargs={"timeout": 5}))
        clients[-1].start()
        found = wait_for_requests(directory, count)
    assert [request.payload["do"] for request in found] == ["first", "second", "third"]
    for request in found:
        requests.answer(request, {})
    for client in clients:
        client.join()


def test_without_an_answer_the_request_is_withdrawn_and_the_client_told_what_to_do(directory: Path) -> None:
    with pytest.raises(MailbotError, match=r"did not answer within 0\.05 s\. Look at `mailbot status`"):
        requests.ask(directory, {"do": "roster-import"}, timeout=0.05)
    assert requests.pending(directory) == ()


def test_a_client_that_gave_up_leaves_no_answer_behind(directory: Path) -> None:
    directory.mkdir(parents=True)
    path = directory / "1.json"
    path.write_text('{"do": "roster-import"}')
    (request,) = requests.pending(directory)
    path.unlink()
    requests.answer(request, {"done": "roster-import"})
    assert list(directory.iterdir()) == []


def test_a_request_found_again_after_a_crash_before_its_answer_is_pending_and_after_it_is_not(directory: Path) -> None:
    directory.mkdir(parents=True)
    (directory / "1.json").write_text('{"do": "roster-import"}')
    assert [request.name for request in requests.pending(directory)] == ["1"]
    assert [request.name for request in requests.pending(directory)] == ["1"]

    (directory / "1.answer.json").write_text('{"done": "roster-import"}')
    assert requests.pending(directory) == ()
    assert [path.name for path in directory.iterdir()] == ["1.answer.json"]


@pytest.mark.parametrize("octets", [b"", b"{", b"[]", b"{}", b"\xff", b'"roster-import"'])
def test_what_is_no_request_is_answered_with_an_error_and_blocks_nobody(directory: Path, octets: bytes) -> None:
    directory.mkdir(parents=True)
    (directory / "1.json").write_bytes(octets)
    (directory / "2.json").write_text('{"do": "roster-import"}')
    assert [request.name for request in requests.pending(directory)] == ["2"]
    assert "is not a JSON object" in json.loads((directory / "1.answer.json").read_bytes())["error"]
    assert not (directory / "1.json").exists()


def test_an_answer_that_nobody_came_for_is_removed_after_an_hour(directory: Path) -> None:
    directory.mkdir(parents=True)
    old, young = directory / "1.answer.json", directory / "2.answer.json"
    for path in (old, young):
        path.write_text('{"done": "roster-import"}')
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    requests.pending(directory)
    assert list(directory.iterdir()) == [young]


def test_no_requests_are_found_where_nobody_ever_asked(directory: Path) -> None:
    assert requests.pending(directory) == ()
