"""A text model on the editor's own machine: off by default, and nothing is sent elsewhere."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import polars as pl
import pytest
from tests.coding.classifier.invented import BOOK, CUES, posts

from tefter.coding.classifier import (
    ClassifierError,
    LocalTextModel,
    code_with_classifier,
    model_card,
    train_calibration,
)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com:8080",
        "http://192.0.2.7:8080",
        "http://0.0.0.0:8080",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1@example.com:80",
        "http://user@127.0.0.1:80",
        "http://localhost.example.com:80",
        "http://127.0.0.1.example.com:80",
        "http://127.0.0.1:port",
        "127.0.0.1:8080",
        "",
    ],
)
def test_an_address_that_is_not_of_this_machine_is_refused(address):
    with pytest.raises(ClassifierError, match="never sent elsewhere"):
        LocalTextModel(address, "invented", BOOK)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"]
)
def test_this_machines_own_addresses_are_taken(address):
    assert LocalTextModel(address, "invented", BOOK).name.startswith("the text model invented")


class Server:
    """A stand-in for a text model: it knows the cues, and answers as it is told."""

    def __init__(self, answer):
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.path, body))
                status, content = answer(body["messages"][-1]["content"])
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://example.com/")
                self.end_headers()
                said = {"choices": [{"message": {"content": content}}]}
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def by_cue(text):
    for category, cues in CUES.items():
        if any(cue in text for cue in cues):
            return 200, json.dumps({"category": category})
    return 200, "I cannot say."


def test_it_is_asked_with_the_codebook_and_its_answer_is_a_score():
    with Server(by_cue) as server:
        model = LocalTextModel(server.address, "invented", BOOK)
        scores = model.scores(pl.Series(["zhgrumza", "trondika", "no cue", None, "zhgrumza"]))
    assert scores[:, 0].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0], [1, 0, 0]]
    path, body = server.asked[0]
    assert path == "/v1/chat/completions"
    assert body["temperature"] == 0
    assert "attack. Invented attack." in body["messages"][0]["content"]
    # The same text is asked once, and an empty one not at all.
    assert len(server.asked) == 3


def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.7:3128")
    with Server(by_cue) as server:
        model = LocalTextModel(server.address, "invented", BOOK)
        assert model.scores(pl.Series(["zhgrumza"]))[0, 0, 0] == 1


def test_a_redirect_is_not_followed():
    with Server(lambda _: (302, "")) as server:
        model = LocalTextModel(server.address, "invented", BOOK)
        with pytest.raises(ClassifierError, match="status 302"):
            model.scores(pl.Series(["zhgrumza"]))


def test_an_answer_that_is_no_category_is_no_answer():
    with Server(lambda _: (200, '{"category": "slander"}')) as server:
        scores = LocalTextModel(server.address, "invented", BOOK).scores(pl.Series(["a word"]))
    assert not scores.any()


def test_a_model_that_is_not_running_is_said_so():
    with Server(by_cue) as server:
        address = server.address
    with pytest.raises(ClassifierError, match="does not answer"):
        LocalTextModel(address, "invented", BOOK).scores(pl.Series(["zhgrumza"]))


def test_what_it_says_is_trusted_as_far_as_peoples_codes_allow():
    with Server(by_cue) as server:
        model = LocalTextModel(server.address, "invented", BOOK)
        made = train_calibration(posts(180, slips=0.2), BOOK, model)
        coded = code_with_classifier(posts(30, seed=3), made.classifier)
    cued = coded["text_clean"].str.contains_any([cue for cues in CUES.values() for cue in cues])
    # Two of ten codes are drawn among three categories: 87 in 100 agree with the cue. Where the
    # model says nothing, every category is as likely as another.
    assert np.abs(coded.filter(cued)["model_confidence"].to_numpy() - 0.87).max() < 0.1
    assert np.abs(coded.filter(~cued)["model_confidence"].to_numpy() - 1 / 3).max() < 0.1
    assert "The text model invented" in model_card(made, made_by="A. B.")
