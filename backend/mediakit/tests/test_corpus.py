"""Real files: what the package says of them is held against what other tools say."""

import itertools

import pytest

from mediakit.facts import read_facts
from mediakit.kinds import SVG
from mediakit.perceptual import ALIKE, distance, fingerprint
from mediakit.renditions import Wanted, draw
from mediakit.sniff import sniff
from mediakit.specs import Spec

UNLIKE = 16
MEDIUM = (Wanted("medium", Spec.parse("fit-300")),)


def claimed(entry, facts):
    """What the manifest claims of a file beside what was found, for the facts it claims anything about."""
    found = {
        "width": facts.width,
        "height": facts.height,
        "frames": facts.frames,
        "pages": facts.pages,
        "camera_make": facts.camera_make,
        "camera_model": facts.camera_model,
        "taken_at": facts.taken_at.isoformat() if facts.taken_at else None,
        "taken_at_offset": facts.taken_offset,
        "gps": position(facts),
    }
    if "orientation" in entry:
        found["orientation"] = facts.orientation
    names = [name for name in found if name in entry]
    return {name: entry[name] for name in names}, {name: found[name] for name in names}


def position(facts):
    if facts.latitude is None:
        return None
    return {"lat": pytest.approx(facts.latitude, abs=1e-4), "lon": pytest.approx(facts.longitude, abs=1e-4)}


def differences(corpus, entry):
    """What is said of a picture otherwise than by the manifest; empty where all of it is right."""
    path = corpus.folder / entry["path"]
    found = sniff(path, filename=path.name)
    facts = read_facts(path, found.file_type)
    wanted, said = claimed(entry, facts)
    return (
        {name: (wanted[name], said[name]) for name in wanted if wanted[name] != said[name]}
        | ({} if found.file_type in (entry["mime"], *entry["mime_also"]) else {"mime": found})
        | ({} if (found.width, found.height) == (facts.width, facts.height) else {"size": (found, facts.width)})
    )


def test_pictures_are_what_other_tools_say(corpus):
    entries = [entry for entry in corpus.entries("images/") if entry["expect"] == "accept"]
    wrong = {entry["path"]: found for entry in entries if (found := differences(corpus, entry))}
    must = {entry["path"] for entry in entries if entry["strength"] == "must"}
    assert {name: found for name, found in wrong.items() if name in must} == {}
    assert len(wrong) <= (len(entries) - len(must)) / 10


def test_every_picture_is_drawn_upright_and_no_larger_than_it_is(corpus, tmp_path):
    wrong = {}
    for entry in corpus.entries("images/"):
        path = corpus.folder / entry["path"]
        found = sniff(path)
        (drawn,) = draw(path, MEDIUM, tmp_path)
        expected = MEDIUM[0].spec.size(found.width, found.height)
        if found.file_type == SVG:
            expected = MEDIUM[0].spec.scaled(found.width, found.height, enlarging=True)
        if max(abs(drawn.width - expected[0]), abs(drawn.height - expected[1])) > 1:
            wrong[entry["path"]] = ((drawn.width, drawn.height), expected)
    assert wrong == {}


@pytest.mark.parametrize("folder", ["audio/", "video/", "documents/", "duplicates/"])
def test_other_files_are_taken_for_what_they_are(corpus, folder):
    wrong = {}
    for entry in corpus.entries(folder):
        path = corpus.folder / entry["path"]
        found = sniff(path, filename=path.name)
        if found.file_type not in (entry["mime"], *entry["mime_also"]) or found.kind != entry["kind"]:
            wrong[entry["path"]] = found
    assert wrong == {}


def test_films_sounds_and_documents_say_what_other_tools_say(corpus):
    wrong = {}
    for entry in itertools.chain.from_iterable(corpus.entries(folder) for folder in ("audio/", "video/", "documents/")):
        path = corpus.folder / entry["path"]
        facts = read_facts(path, sniff(path).file_type)
        said = {"width": facts.width, "height": facts.height, "pages": facts.pages}
        if entry.get("duration"):
            said["duration"] = pytest.approx(facts.duration, abs=max(0.15, 0.02 * entry["duration"]))
        named = {"title": facts.title, "artist": facts.author, "album": getattr(facts, "album", None)}
        differing = {name: value for name, value in said.items() if name in entry and entry[name] != value}
        tags = entry.get("audio", {})
        differing |= {name: value for name, value in named.items() if name in tags and tags[name] != value}
        if differing:
            wrong[entry["path"]] = differing
    assert wrong == {}


def test_likeness_finds_copies_and_no_others(corpus, tmp_path):
    prints = {}

    def likeness(name):
        if name not in prints:
            (drawn,) = draw(corpus.folder / name, MEDIUM, tmp_path)
            prints[name] = fingerprint(drawn.path)
        return prints[name]

    pairs = corpus.manifest["pairs"]
    missed = [
        (pair["a"], pair["b"])
        for pair in pairs["near"]
        if pair["strength"] == "must" and distance(likeness(pair["a"]), likeness(pair["b"])) > ALIKE
    ]
    assert missed == []
    confused = [
        pair
        for pair in itertools.combinations(pairs["distinct"], 2)
        if distance(likeness(pair[0]), likeness(pair[1])) < UNLIKE
    ]
    assert confused == []
