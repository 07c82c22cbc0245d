"""The folder that carries messages, with many writers and readers at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kombu import Connection, Exchange, Queue

from config import broker

QUEUE = Queue("vitrine", Exchange("vitrine"), routing_key="vitrine")


@pytest.fixture
def connect(tmp_path):
    broker.install()
    broker.Transport.global_state.clear()  # it remembers the bindings of other folders
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }
    return lambda: Connection("filesystem://", transport_options=options)


def send(connect, bodies):
    with connect() as connection, connection.Producer() as producer:
        for body in bodies:
            producer.publish(body, exchange=QUEUE.exchange, routing_key="vitrine", declare=[QUEUE])


def receive(connect):
    bodies = []
    with connect() as connection:
        queue = QUEUE(connection.default_channel)
        queue.declare()
        while message := queue.get():
            bodies.append(message.payload)
            message.ack()
    return bodies


def test_messages_come_out_once_and_in_their_order(connect):
    send(connect, range(20))
    assert receive(connect) == list(range(20))
    assert receive(connect) == []


def test_a_message_that_is_cut_off_does_not_stop_the_others(connect, tmp_path, caplog):
    send(connect, ["before"])
    (tmp_path / "messages" / "00000000000000000001_x.vitrine.msg").touch()
    send(connect, ["after"])
    assert receive(connect) == ["before", "after"]
    assert "cannot be read" in caplog.text
    assert receive(connect) == []


def test_many_writers_and_readers_lose_nothing_and_read_nothing_twice(connect):
    sent = [[f"{writer}-{number}" for number in range(40)] for writer in range(4)]
    with ThreadPoolExecutor(8) as pool:
        writers = [pool.submit(send, connect, bodies) for bodies in sent]
        readers = [pool.submit(receive, connect) for _ in range(4)]
        for writer in writers:
            writer.result()
        received = [body for reader in readers for body in reader.result()]
    received += receive(connect)
    assert sorted(received) == sorted(body for bodies in sent for body in bodies)


def test_nothing_stays_in_the_folder(connect, tmp_path):
    send(connect, ["one"])
    receive(connect)
    assert list((tmp_path / "messages").iterdir()) == []
