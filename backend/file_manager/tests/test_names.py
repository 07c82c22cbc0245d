import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from file_manager.names import UnsafeName, safe_name

ROOT = Path(__file__).parents[3]
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
#: The two joiners may stand alone between what is not ASCII.
WELL_JOINED = re.compile("(?<=[^\x00-\x7f\u200c\u200d])[\u200c\u200d](?=[^\x00-\x7f\u200c\u200d])")


def corpus_names():
    folder = Path(os.environ.get("VITRINE_CORPUS", ROOT.parent / "shared" / "corpus"))
    listing = folder / "hostile" / "filenames.json"
    if not listing.is_file():
        pytest.skip(f"the corpus is not at {folder}; VITRINE_CORPUS names its folder")
    return json.loads(listing.read_text(encoding="utf-8"))["names"]


def faults(name, extension="jpg"):
    """What is wrong with a name that is kept."""
    stem = name.removesuffix(f".{extension}")
    return [
        fault
        for fault, found in {
            "a separator": any(sign in name for sign in '/\\:*?"<>|'),
            "a hidden character": any(unicodedata.category(letter) in HIDDEN for letter in WELL_JOINED.sub("", name)),
            "not composed": name != unicodedata.normalize("NFC", name),
            "no stem": not stem or stem == name,
            "reserved": stem.partition(".")[0].strip().lower() in RESERVED,
            "how it begins": name[0] in "-.~ ",
            "how the stem ends": stem[-1:] in (" ", "."),
            "length": len(name.encode()) > 255,
        }.items()
        if found
    ]


def test_every_hostile_name_is_refused_or_made_safe():
    wrong = {}
    for entry in corpus_names():
        try:
            name = safe_name(entry["name"], extension="jpg")
        except UnsafeName:
            if entry["expect"] == "keep_or_clean":
                wrong[entry["name"]] = "refused"
            continue
        if found := faults(name):
            wrong[entry["name"]] = (name, found)
    assert wrong == {}


#: What names are made of that hide, climb or join.
TROUBLE = st.sampled_from("\u200c\u200d\u0301\u202e\u212a\uff0e\uff0f\u3000./\\ -~:a\u00e9\u0645\U0001f469")


@settings(derandomize=True, max_examples=1000, deadline=None, database=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300) | st.text(TROUBLE, max_size=12))
def test_any_name_is_refused_or_made_safe(name):
    try:
        kept = safe_name(name, extension="jpg")
    except UnsafeName:
        return
    assert faults(kept) == []


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("", "file.jpg"),
        ("...", "file.jpg"),
        ("   ", "file.jpg"),
        ("photo.jpg/", "file.jpg"),
        ("\u202ephoto.jpg", "photo.jpg"),
        ("in\u2066voice\u2069.pdf", "invoice.jpg"),
        ("pho\u200bto\u00ad.jpg", "photo.jpg"),
        ("photo\u2028.jpg", "photo.jpg"),
        ("photo\r\nSet-Cookie: a=b.jpg", "photoSet-Cookie_ a=b.jpg"),
        ("..\uff0fphoto.jpg", "_photo.jpg"),
        ("a\u2215b.jpg", "a_b.jpg"),
        ("half \ud83d character.jpg", "half character.jpg"),
        ("LPT1.tar.gz", "file LPT1.tar.jpg"),
        ("con .jpg", "file con.jpg"),
        ("com\u00b9.jpg", "file com\u00b9.jpg"),
        ("e\u200d\u0301t.jpg", "\u00e9t.jpg"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.jpg",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.jpg",
        ),
        (
            "\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525.jpg",
            "\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525.jpg",
        ),
        ("\u0444\u200d\u200d\u0444\u200d.jpg", "\u0444\u0444.jpg"),
        ("\u212a\u200c\uff0f\u200c\u212a.jpg", "K_K.jpg"),
        ("\u00dcml\u00e4ut Stra\u00dfe.jpg", "\u00dcml\u00e4ut Stra\u00dfe.jpg"),
        ("\u5199\u771f.jpg", "\u5199\u771f.jpg"),
        ("100% cotton.jpg", "100% cotton.jpg"),
        ("\u00e9" * 200 + ".jpg", "\u00e9" * 100 + ".jpg"),
        ("a" * 199 + ". b.jpg", "a" * 199 + ".jpg"),
    ],
)
def test_names_are_made_safe(given_name, kept):
    assert safe_name(given_name, extension="jpg") == kept


@pytest.mark.parametrize("given_name", ["../a.jpg", "..\\a.jpg", "a/../b.jpg", "..", ".\u200b./a.jpg", " .. /a.jpg"])
def test_names_that_climb_are_refused(given_name):
    with pytest.raises(UnsafeName):
        safe_name(given_name, extension="jpg")
