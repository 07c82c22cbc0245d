"""A scanner's word comes before anything else reads a file."""

import os
import socketserver
import struct
from threading import Thread

import pytest
from django.core.management import call_command

from common.models import Event, Job
from config import checks
from conftest import make_member, make_namespace, picture
from content.models import AuditEntry, Role
from file_manager import antivirus, processing, quarantine, storage
from file_manager.models import Blob, MediaFile, ProcessingStep
from file_manager.tests.makers import make_file, run_again, run_job
from file_manager.tests.test_uploads import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def museum():
    return make_namespace("museum")


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM and finds what holds the word EICAR."""

    def handle(self) -> None:
        command = self.rfile.read(6)
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        assert command + self.rfile.read(4) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.limit:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        found = b"EICAR" in content and not self.server.calm
        self.wfile.write(f"stream: {self.server.finding} FOUND\0".encode() if found else b"stream: OK\0")


class Server(socketserver.ThreadingTCPServer):
    limit = 10**6
    calm = False
    finding = "Eicar-Test"


@pytest.fixture
def clamd(settings):
    with Server(("127.0.0.1", 0), Clamd) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()
        thread.join()


NOWHERE = "tcp://127.0.0.1:9"


def process(file):
    job = run_job("process_file", file)
    file.refresh_from_db()
    return job


def steps(file):
    return dict(ProcessingStep.objects.filter(blob=file.blob).values_list("step", "state"))


@pytest.fixture
def infected(museum, clamd):
    file = make_file(museum, content=picture() + b"EICAR")
    assert process(file).error_code == "malware"
    return file


def test_malware_is_quarantined_before_anything_reads_it(infected):
    assert infected.status == "quarantined"
    assert steps(infected)["antivirus"] == "failed"
    assert steps(infected)["facts"] == "pending"
    assert "Eicar" not in ProcessingStep.objects.get(step="antivirus").error_detail


def test_a_clean_file_passes(museum, clamd):
    file = make_file(museum)
    process(file)
    assert (file.status, steps(file)["antivirus"]) == ("ready", "done")


def test_a_scanner_behind_a_socket_file_is_asked_too(museum, settings, tmp_path):
    socket = tmp_path / "clamd.sock"
    settings.CLAMAV_URL = socket.as_uri().replace("file:", "unix:")
    with socketserver.UnixStreamServer(str(socket), Clamd) as server:
        server.limit, server.calm = 10**6, False
        thread = Thread(target=server.handle_request)
        thread.start()
        file = make_file(museum)
        process(file)
        thread.join()
    assert (file.status, steps(file)["antivirus"]) == ("ready", "done")


def test_without_a_scanner_the_step_is_skipped(museum, settings):
    settings.CLAMAV_URL = ""
    file = make_file(museum)
    process(file)
    assert (file.status, steps(file)["antivirus"]) == ("ready", "skipped")


@pytest.mark.parametrize(("scanner", "told"), [(NOWHERE, ["antivirus"]), ("", [])])
def test_the_scanner_is_waited_for_from_the_first_moment_on_where_there_is_one(cast, settings, scanner, told):
    settings.CLAMAV_URL = scanner
    client = cast.client("contributor")
    new = upload(client).json()
    shown = client.get(f"/api/v1/media/files/{new['id']}/").json()
    for file in (new, shown):
        assert [(step["step"], step["state"]) for step in file["processing"]] == [(name, "pending") for name in told]
    given = 200 if storage.on_disk() else 302
    assert client.get(f"/api/v1/media/files/{new['id']}/content/").status_code == (503 if scanner else given)


def test_a_file_that_the_scanner_finds_too_large_says_so(museum, clamd):
    clamd.limit = 1000
    file = make_file(museum, content=picture() + bytes(2_000_000))
    process(file)
    row = ProcessingStep.objects.get(step="antivirus")
    assert (file.status, row.state, row.error_code) == ("ready", "skipped", "too_large_to_scan")


def test_a_scanner_that_is_away_lets_nothing_through_and_costs_no_attempt(museum, clamd, settings):
    here, settings.CLAMAV_URL = settings.CLAMAV_URL, NOWHERE
    file = make_file(museum)
    job = process(file)
    for _ in range(4):
        run_again(job)
    assert (job.state, job.attempts, file.status) == (Job.State.QUEUED, 0, "processing")
    assert (steps(file)["antivirus"], steps(file)["facts"]) == ("pending", "pending")
    settings.CLAMAV_URL = here
    assert run_again(job).state == Job.State.DONE
    assert MediaFile.objects.get().status == "ready"


@pytest.mark.parametrize("scanner", ["the same", NOWHERE, ""])
def test_retrying_does_not_let_malware_out(infected, settings, scanner):
    settings.CLAMAV_URL = settings.CLAMAV_URL if scanner == "the same" else scanner
    processing.retry(actor=None, file=infected)
    assert MediaFile.objects.get().status == "quarantined"
    run_again(Job.objects.get(state=Job.State.QUEUED))
    assert MediaFile.objects.get().status == "quarantined"
    assert steps(infected)["facts"] == "pending"


def test_what_the_scanner_takes_back_becomes_ready(infected, clamd):
    clamd.calm = True
    processing.retry(actor=None, file=infected)
    assert process(infected).state == Job.State.DONE
    assert infected.status == "ready"


def test_what_was_found_is_noted_on_the_bytes_and_told(infected):
    blob = infected.blob
    blob.refresh_from_db()
    assert (blob.finding, blob.quarantined) == ("Eicar-Test", True)
    entry = AuditEntry.objects.get(action="file.quarantined")
    assert (entry.subject_id, entry.actor, entry.data) == (infected.pk, None, {"finding": "Eicar-Test"})
    told = Event.objects.get(kind="file.quarantined")
    assert (told.subject, told.owner_id is not None) == (infected.pk, True)


def test_all_files_of_the_bytes_are_shut_away_and_let_out_together(museum, clamd):
    clamd.calm = True
    first = make_file(museum, content=picture() + b"EICAR")
    second = make_file(museum, blob=first.blob)
    other = make_file(museum)
    for file in (first, second, other):
        assert process(file).state == Job.State.DONE
    clamd.calm = False
    processing.complete(file=second, redo=("antivirus",))
    process(second)
    assert set(MediaFile.objects.filter(blob=first.blob).values_list("status", flat=True)) == {"quarantined"}
    other.refresh_from_db()
    assert other.status == "ready"
    clamd.calm = True
    processing.retry(actor=None, file=first)
    process(first)
    assert first.status == "ready"
    run_again(Job.objects.get(state=Job.State.QUEUED, subject=second.pk))
    second.refresh_from_db()
    assert second.status == "ready"
    assert Blob.objects.get(pk=first.blob_id).finding == ""


def test_another_file_of_such_bytes_is_shut_away_without_a_scanner_too(museum, infected, settings):
    settings.CLAMAV_URL = ""
    twin = make_file(museum, blob=infected.blob)
    assert process(twin).error_code == "malware"
    assert twin.status == "quarantined"


def test_what_a_manager_released_passes_until_something_else_is_found(infected, clamd, cast_manager):
    quarantine.release(actor=cast_manager, file=infected)
    assert MediaFile.objects.get().status == "pending"
    assert run_again(Job.objects.get(state=Job.State.QUEUED)).state == Job.State.DONE
    row = ProcessingStep.objects.get(step="antivirus")
    assert (MediaFile.objects.get().status, row.state, row.error_code) == ("ready", "skipped", "released")
    clamd.finding = "Something-Worse"
    assert process(infected).error_code == "malware"
    assert infected.status == "quarantined"


@pytest.mark.parametrize("question", ["scan", "configured"])
def test_a_release_while_the_file_is_looked_at_holds(infected, settings, cast_manager, monkeypatch, question):
    infected.blob.refresh_from_db()
    answers = {"scan": infected.blob.finding, "configured": False}

    def release_meanwhile(*args):
        if MediaFile.objects.get().status == "quarantined":
            quarantine.release(actor=cast_manager, file=infected)
        return answers[question]

    monkeypatch.setattr(antivirus, question, release_meanwhile)
    process(infected)
    assert infected.status != "quarantined"
    run_again(Job.objects.get(state=Job.State.QUEUED))
    infected.refresh_from_db()
    assert (infected.status, infected.blob.released_at is None) == ("ready", False)


@pytest.fixture
def cast_manager(museum):
    return make_member(museum, Role.MANAGER)


def test_a_second_file_of_the_bytes_waits_while_the_first_is_in_work(museum, clamd, monkeypatch):
    first = make_file(museum)
    second = make_file(museum, blob=first.blob)
    jobs_of_second = []

    def scan(path):
        if not jobs_of_second:
            jobs_of_second.append(process(second))

    monkeypatch.setattr(antivirus, "scan", scan)
    assert process(first).state == Job.State.DONE
    (waiting,) = jobs_of_second
    assert (waiting.state, waiting.attempts, waiting.error_code) == (Job.State.QUEUED, 0, "waiting")
    assert run_again(waiting).state == Job.State.DONE
    assert set(MediaFile.objects.values_list("status", flat=True)) == {"ready"}


def test_giving_up_on_one_file_leaves_the_step_of_its_twin_alone(museum, clamd):
    first = make_file(museum)
    second = make_file(museum, blob=first.blob)
    dead = process(first)
    process(second)
    ProcessingStep.objects.filter(step="renditions").update(
        state="running", job_id=Job.objects.get(subject=second.pk).pk
    )
    MediaFile.objects.update(status="processing")
    dead.error_code, dead.error_detail = "decoder_crashed", "It crashed."
    processing.gave_up(first.pk, dead)
    first.refresh_from_db()
    assert (first.status, steps(first)["renditions"]) == ("failed", "running")


def test_what_came_before_the_scanner_is_scanned_by_command(museum, clamd, settings, capsys):
    here, settings.CLAMAV_URL = settings.CLAMAV_URL, ""
    bad, good = make_file(museum, content=picture() + b"EICAR"), make_file(museum)
    for file in (bad, good):
        assert process(file).state == Job.State.DONE
    settings.CLAMAV_URL = here
    call_command("reprocess", "--unscanned")
    assert capsys.readouterr().out == "2 files will be processed again.\n"
    for job in Job.objects.filter(state=Job.State.QUEUED, name="process_file"):
        run_again(job)
    statuses = dict(MediaFile.objects.values_list("pk", "status"))
    assert statuses == {bad.pk: "quarantined", good.pk: "ready"}
    call_command("reprocess", "--unscanned")
    assert capsys.readouterr().out == "0 files will be processed again.\n"


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("", []),
        ("tcp://127.0.0.1:9", ["vitrine.W005"]),
        ("unix:///nowhere/clamd.sock", ["vitrine.W005"]),
        ("127.0.0.1:3310", ["vitrine.E005"]),
        ("/run/clamd.sock", ["vitrine.E005"]),
        ("tcp://127.0.0.1", ["vitrine.E005"]),
        ("tcp://127.0.0.1:port", ["vitrine.E005"]),
        ("tcp://127.0.0.1:99999", ["vitrine.E005"]),
        ("tcp://[::1", ["vitrine.E005"]),
        ("unix://run/clamd.sock", ["vitrine.E005"]),
        ("http://127.0.0.1:3310", ["vitrine.E005"]),
    ],
)
def test_the_address_of_the_scanner_is_checked(settings, url, ids):
    settings.CLAMAV_URL = url
    found = checks.scanner_answers(None)
    assert [message.id for message in found] == ids
    assert all(message.hint for message in found)


def test_a_scanner_that_answers_passes_the_check(clamd):
    assert checks.scanner_answers(None) == []


def test_with_a_wrong_address_files_wait_and_say_so(museum, settings):
    settings.CLAMAV_URL = "127.0.0.1:3310"
    job = process(make_file(museum))
    row = ProcessingStep.objects.get(step="antivirus")
    assert (job.state, row.error_code, row.error_detail[:25]) == (
        Job.State.QUEUED,
        "waiting",
        "The address of the virus ",
    )


#: The file that every scanner takes for malware by agreement, put together here so that this one is no such file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.services
def test_a_true_clamd_finds_malware_and_nothing_else(museum, settings):
    settings.CLAMAV_URL = os.environ.get("VITRINE_TEST_CLAMAV_URL", "")
    if not settings.CLAMAV_URL:
        pytest.skip("VITRINE_TEST_CLAMAV_URL names no clamd")
    assert checks.scanner_answers(None) == []
    bad = make_file(museum, content=EICAR, file_type="text/plain")
    good = make_file(museum)
    large = make_file(museum, content=bytes(8 * 1024**2), file_type="text/plain")
    for file in (bad, good, large):
        process(file)
    assert (bad.status, good.status) == ("quarantined", "ready")
    assert "Eicar" in Blob.objects.get(pk=bad.blob_id).finding
    assert ProcessingStep.objects.get(blob=large.blob, step="antivirus").error_code == "too_large_to_scan"
