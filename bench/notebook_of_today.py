"""The journalist's notebook of today, as a script: pandas, and one Python function for each row.

An honest baseline: what is seen in newsrooms and in tutorials, without mistakes made on purpose. It
does less than Tefter does: no near duplicates, no mending of text, no evidence, no confidence, no
lexicon with grammar. Prints seconds by stage as JSON.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

import pandas as pd
import phonenumbers
import yaml
from langdetect import DetectorFactory, detect
from langdetect.lang_detect_exception import LangDetectException

REGIONS = ("XK", "AL", "RS", "MK", "BA", "ME", "HR", "SI")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LINK = re.compile(r"https?://\S+")
SPACES = re.compile(r"\s+")
FOLDED = {"hr": "hbs", "bs": "hbs", "sr": "hbs"}


def read(path: Path) -> pd.DataFrame:
    """Read the export line by line."""
    rows = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)["data"]
            rows.append(
                {
                    "id": item["id"],
                    "text": item["desc"],
                    "time": item["createTime"],
                    "account": item["author"]["uniqueId"],
                    "bio": item["author"]["signature"],
                    "views": item["stats"]["playCount"],
                    "region": item.get("locationCreated"),
                    "hashtags": [tag["title"] for tag in item["challenges"]],
                }
            )
    frame = pd.DataFrame(rows)
    frame["time"] = pd.to_datetime(frame["time"], unit="s")
    return frame


def clean(text: str) -> str:
    """Fold white space and take links out."""
    return SPACES.sub(" ", LINK.sub(" ", text)).strip()


def has_phone(text: str) -> bool:
    """Look for telephone numbers of eight countries."""
    return any(
        any(True for _ in phonenumbers.PhoneNumberMatcher(text, region)) for region in REGIONS
    )


def language(text: str) -> str:
    """Ask langdetect."""
    try:
        found = detect(text)
    except LangDetectException:
        return "und"
    return FOLDED.get(found, found)


def country(row: pd.Series) -> str | None:
    """Take the region, or else a flag of the profile."""
    if isinstance(row["region"], str):
        return row["region"]
    flag = FLAG.search(row["bio"])
    return "".join(chr(ord(sign) - 0x1F1E6 + 65) for sign in flag[0]) if flag else None


def patterns(case: Path) -> list[tuple[str, re.Pattern[str]]]:
    """Read the words of the case's lexicon as one pattern for each category."""
    words: dict[str, list[str]] = {}
    for path in sorted((case / "lexicon").glob("*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8")).get("entries", [])
        for entry in entries:
            forms = [entry.get("pattern"), *entry.get("forms", [])]
            plain = [str(one).replace("*", "") for one in forms if one and "..." not in str(one)]
            if entry.get("category"):
                words.setdefault(entry["category"], []).extend(plain)
    return [
        (name, re.compile("|".join(map(re.escape, forms)), re.IGNORECASE))
        for name, forms in words.items()
        if forms
    ]


def category(text: str, known: list[tuple[str, re.Pattern[str]]]) -> str | None:
    """Return the first category of which a word is there."""
    return next((name for name, pattern in known if pattern.search(text)), None)


def main() -> None:
    """Run it, and print seconds by stage and how many languages are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--case", type=Path, required=True)
    parser.add_argument("--languages", type=Path, help="where the languages told go, as CSV")
    asked = parser.parse_args()
    DetectorFactory.seed = 0
    seconds: dict[str, float] = {}
    began = time.perf_counter()

    def done(stage: str) -> None:
        nonlocal began
        seconds[stage] = time.perf_counter() - began
        began = time.perf_counter()

    posts = pd.concat([read(path) for path in asked.paths], ignore_index=True)
    done("reading")
    posts["clean"] = posts["text"].apply(clean)
    posts["copy"] = posts["clean"].duplicated()
    posts["phone"] = posts["clean"].apply(has_phone)
    done("cleaning")
    posts["language"] = posts["clean"].apply(language)
    done("language")
    posts["country"] = posts.apply(country, axis=1)
    done("country")
    known = patterns(asked.case)
    posts["category"] = posts["clean"].apply(category, known=known)
    done("coding")
    posts["month"] = posts["time"].dt.to_period("M")
    posts.groupby(["month", "country"]).size()
    posts.groupby("country")["views"].sum()
    posts.groupby(["category", "country"]).size()
    posts.groupby("account").size().sort_values(ascending=False).head(20)
    done("findings")
    if asked.languages:
        posts[["id", "language"]].to_csv(asked.languages, index=False)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
