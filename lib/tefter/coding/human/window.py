"""The coding window without its looks: what it shows, and what every key and button does.

The view in the browser draws what ``Window.view`` gives and sends back what was pressed. It decides
nothing, so that everything can be tested without a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tefter.coding.codebook import Flag
from tefter.coding.human.session import Session
from tefter.coding.words import Phrases
from tefter.errors import TefterError

CATEGORY_KEYS = "123456789"
FLAG_KEYS = "qwertuiop"
"""By where the key lies, so that a Cyrillic layout does not matter. Without y and z, which QWERTZ
exchanges."""

KEYS = {
    "Enter": "save",
    "0": "cannot_tell",
    "s": "skip",
    "b": "back",
    "f": "forward",
    "v": "reveal",
    "x": "pause",
    "n": "note",
    "k": "codebook",
}
"""Key to what it does; ``note`` and ``codebook`` are done by the view alone."""

Given = Mapping[str, Sequence[tuple[str, str]]]
"""For adjudication: post to the category and flags that each coder gave, without their names."""


class Window:
    """What a coder sees and does.

    Parameters
    ----------
    session : Session
        The coder's way through the posts.
    language : str
        Language of labels and words.
    given : mapping, optional
        In adjudication, what coders gave each post.
    """

    def __init__(self, session: Session, language: str = "en", given: Given | None = None) -> None:
        self.session = session
        self._say = Phrases(language)
        self._language = language
        self._given = given
        self._turn = 0
        self._message = self._say("mended") if session.mended else ""
        self._error = ""
        self._actions: dict[str, Callable[[Mapping[str, Any]], None]] = {
            "choose": lambda sent: session.choose(str(sent.get("id"))),
            "flag": lambda sent: session.toggle_flag(str(sent.get("id"))),
            "save": self._save,
            "cannot_tell": lambda _: self._decide(session.cannot_tell),
            "skip": lambda _: session.skip(),
            "back": lambda _: session.back(),
            "forward": lambda _: session.forward(),
            "reveal": self._reveal,
            "pause": lambda _: session.pause(),
            "resume": lambda _: session.resume(),
            "later": lambda _: session.pace.not_now(),
        }

    def handle(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """Do what was pressed, and return what to show.

        What was pressed before the post in front of the coder was shown does nothing: two presses
        of Enter never code a post that nobody has seen.

        Parameters
        ----------
        sent : mapping
            ``do``, ``turn`` as the last view had it, and ``id`` or ``note`` where it takes one.
        """
        action = self._actions.get(str(sent.get("do")))
        if action is not None and sent.get("turn") == self._turn:
            self._message, self._error = "", ""
            before = self.session.current, self.session.changing
            try:
                self.session.tick()
                if isinstance(sent.get("note"), str):
                    self.session.write_note(sent["note"])
                action(sent)
            except TefterError as error:
                self._error = f"{self._say('unsaved')}: {error.sentence()}"
            except OSError as error:
                self._error = f"{self._say('unsaved')}: {error.strerror}"
            if (self.session.current, self.session.changing) != before:
                self._turn += 1
        return self.view()

    def view(self) -> dict[str, Any]:
        """Return all that the window shows, as plain values.

        Returns
        -------
        dict
            ``state``: post, break, done or nothing. Texts in it are text, never markup.
        """
        session = self.session
        return {
            "turn": self._turn,
            "state": self._state(),
            "locale": self._say.locale,
            "words": self._say.all(),
            "mode": "window" if self._given is None else "adjudication",
            "text": session.text(),
            "text_language": session.texts.language(session.current) if session.current else "",
            "about": session.texts.about(session.current) if session.current else "",
            "can_reveal": session.masks_something and not session.revealed,
            "revealed": session.revealed,
            "changing": session.changing,
            "exclusive": session.codebook.exclusive,
            "categories": self._entries(
                session.codebook.ordered, session.draft.categories, CATEGORY_KEYS
            ),
            "flags": self._entries(session.codebook.flags, session.draft.flags, FLAG_KEYS),
            "given": list(self._given.get(session.current or "", ())) if self._given else [],
            "decided": session.decided,
            "total": session.total,
            "pace": session.pace.posts_per_hour,
            "offer_break": session.pace.break_due and self._state() == "post",
            "keys": self._keys(),
            "message": self._message,
            "error": self._error,
        }

    def _state(self) -> str:
        if self.session.total == 0:
            return "nothing"
        if self.session.on_break:
            return "break"
        return "done" if self.session.current is None else "post"

    def _save(self, sent: Mapping[str, Any]) -> None:
        self._message = self._say("saved" if self.session.save() else "choose")

    def _decide(self, decide: Callable[[], None]) -> None:
        decide()
        self._message = self._say("saved")

    def _reveal(self, sent: Mapping[str, Any]) -> None:
        if self.session.masks_something:
            self.session.reveal()
            self._message = self._say("revealed")

    def _entries(
        self, entries: Sequence[Flag], chosen: set[str], keys: str
    ) -> list[dict[str, Any]]:
        found = []
        for place, entry in enumerate(entries):
            rules = entry.rules(self._language)
            found.append(
                {
                    "id": entry.id,
                    "label": entry.named(self._language),
                    "key": keys[place] if place < len(keys) else "",
                    "chosen": entry.id in chosen,
                    "definition": rules.definition,
                    "include": rules.include,
                    "exclude": rules.exclude,
                }
            )
        return found

    def _keys(self) -> dict[str, dict[str, str]]:
        codebook = self.session.codebook
        categories = zip(CATEGORY_KEYS, codebook.category_ids, strict=False)
        flags = zip(FLAG_KEYS, codebook.flag_ids, strict=False)
        return {
            **{key: {"do": "choose", "id": one} for key, one in categories},
            **{key: {"do": "flag", "id": one} for key, one in flags},
            **{key: {"do": do} for key, do in KEYS.items()},
        }
