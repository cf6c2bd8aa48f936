"""A stream of sound over real datagrams."""

import socket
import struct
from collections.abc import Iterator

import numpy as np
import pytest
from av import AudioCodecContext, CodecContext, Packet

from ringdesk.domains.telephony.media.ports import Ports, PortsTaken
from ringdesk.domains.telephony.media.rtp import Far, Jitter, Rtp
from ringdesk.domains.telephony.media.tables import FRAME, PCMA, PCMU, decode, encode, tone

HEAD = struct.Struct("!BBHII")
SILENT = b"\xff" * FRAME


def packet(number: int, payload: bytes = SILENT, kind: int = PCMU, stamp: int = 0) -> bytes:
    return HEAD.pack(0x80, kind, number & 0xFFFF, stamp, 7) + payload


@pytest.fixture
def theirs() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(2)
        yield made


@pytest.fixture
def ours(theirs: socket.socket) -> Iterator[Rtp]:
    made = Rtp(Ports("127.0.0.1").open())
    host, port = theirs.getsockname()
    made.aim(Far(host, port, PCMU, 101))
    yield made
    made.close()


def send(theirs: socket.socket, ours: Rtp, *packets: bytes) -> None:
    for one in packets:
        theirs.sendto(one, ("127.0.0.1", ours.port))
    ours.read()


class TestG711:
    @pytest.mark.parametrize("codec", [PCMU, PCMA])
    def test_every_level_is_the_one_ffmpeg_has(self, codec: int) -> None:
        """libav's tables, by way of PyAV: a second implementation."""
        every = bytes(range(256))
        decoder = CodecContext.create({PCMU: "pcm_mulaw", PCMA: "pcm_alaw"}[codec], "r")
        assert isinstance(decoder, AudioCodecContext)
        decoder.sample_rate, decoder.layout = 8000, "mono"
        [frame] = decoder.decode(Packet(every))
        assert frame.to_ndarray()[0].tolist() == decode(codec, every).tolist()

    @pytest.mark.parametrize("codec", [PCMU, PCMA])
    def test_every_sample_is_coded_as_the_nearest_level(self, codec: int) -> None:
        every = np.arange(-32_768, 32_768, 7, dtype=np.int16)
        levels = decode(codec, bytes(range(256))).astype(np.int32)
        nearest = np.abs(levels[None, :] - every[:, None].astype(np.int32)).min(axis=1)
        ours = np.abs(decode(codec, encode(codec, every)).astype(np.int32) - every)
        assert (ours == nearest).all()

    @pytest.mark.parametrize("codec", [PCMU, PCMA])
    def test_a_tone_keeps_its_shape(self, codec: int) -> None:
        sound = tone(440, 8000, level=0.5)
        off = decode(codec, encode(codec, sound)).astype(float) - sound
        assert 10 * np.log10((sound.astype(float) ** 2).mean() / (off**2).mean()) > 35  # dB


class TestOrder:
    def test_frames_come_out_in_order_whatever_the_network_did(self) -> None:
        jitter = Jitter()
        for number in (65_534, 0, 65_535, 1, 1, 3, 2):
            jitter.put(number, bytes([number & 0xFF]) * FRAME)
        found = [jitter.take() for _ in range(6)]
        assert [frame[0] for frame in found if frame] == [254, 255, 0, 1, 2, 3]
        assert jitter.lost == 0

    def test_what_is_lost_is_a_gap_of_its_length_and_counted(self) -> None:
        jitter = Jitter()
        for number in (1, 2, 4, 5):
            jitter.put(number, SILENT)
        assert [jitter.take() is None for _ in range(5)] == [False, False, True, False, False]
        assert jitter.lost == 1

    def test_what_comes_too_late_is_dropped(self) -> None:
        jitter = Jitter()
        for number in (1, 2, 4):
            jitter.put(number, SILENT)
        for _ in range(4):
            jitter.take()
        jitter.put(3, SILENT)
        assert jitter.lost == 0
        assert jitter.take() is None

    def test_a_burst_is_not_played_late_for_ever(self) -> None:
        jitter = Jitter()
        for number in range(1, 41):
            jitter.put(number, bytes([number]) * FRAME)
        frame = jitter.take()
        assert frame is not None
        assert frame[0] > 30

    def test_packets_of_thirty_and_ten_milliseconds_are_cut(self) -> None:
        for length in (80, 240):
            jitter = Jitter()
            for number in range(6):
                jitter.put(number, b"\x01" * length)
            whole = 6 * length // FRAME
            assert [len(jitter.take() or b"") for _ in range(whole)] == [FRAME] * whole

    def test_another_stream_begins_anew(self) -> None:
        jitter = Jitter()
        for number in (1, 2, 3, 30_000, 30_001):
            jitter.put(number, bytes([number & 0xFF]) * FRAME)
        frame = jitter.take()
        assert frame is not None
        assert frame[0] == 30_000 & 0xFF


class TestStrangers:
    def test_sound_of_others_is_not_heard(self, ours: Rtp, theirs: socket.socket) -> None:
        send(theirs, ours, packet(1), packet(2))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            send(stranger, ours, packet(3), packet(4))
        assert ours.frames.received == 2

    def test_who_is_behind_a_nat_is_believed_once(self, ours: Rtp, theirs: socket.socket) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as elsewhere:
            elsewhere.bind(("127.0.0.1", 0))
            send(elsewhere, ours, packet(1), packet(2))
            assert ours.frames.received == 2

    def test_who_was_first_gives_way_to_who_is_nearer(
        self, ours: Rtp, theirs: socket.socket
    ) -> None:
        """A stranger who guessed the port; theirs from another port; and from the one named."""
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as beside,
        ):
            stranger.bind(("127.0.0.2", 0))
            beside.bind(("127.0.0.1", 0))
            for number, (one, heard) in enumerate([
                (stranger, 1), (beside, 2), (stranger, 2), (theirs, 3), (beside, 3), (stranger, 3)
            ]):  # fmt: skip
                send(one, ours, packet(number))
                assert ours.frames.received == heard
        ours.send(SILENT)
        assert theirs.recv(1500)  # ours went where it is wanted, whoever was believed

    def test_a_flood_of_strangers_leaves_room_for_theirs(
        self, ours: Rtp, theirs: socket.socket
    ) -> None:
        send(theirs, ours, packet(1), packet(2))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.bind(("127.0.0.1", 0))
            for tick in range(20):  # 10,000 datagrams a second, between theirs
                for number in range(100):
                    stranger.sendto(packet(number), ("127.0.0.1", ours.port))
                theirs.sendto(packet(3 + tick), ("127.0.0.1", ours.port))
                for number in range(100):
                    stranger.sendto(packet(number), ("127.0.0.1", ours.port))
                ours.read()
        assert ours.frames.received == 22
        assert ours.frames.lost == 0

    def test_who_is_held_is_sent_nothing_elsewhere_and_missed_later(
        self, ours: Rtp, theirs: socket.socket
    ) -> None:
        ours.aim(Far("0.0.0.0", 9, PCMU, 101))
        assert ours.silent
        ours.send(SILENT)
        assert theirs.recv(1500)
        ours.aim(Far("127.0.0.1", theirs.getsockname()[1], PCMU, 101))
        assert not ours.silent

    @pytest.mark.parametrize(
        "noise",
        [
            b"", b"\x80", b"\x00" * 12, b"\xff" * 40, HEAD.pack(0x8F, 0, 1, 1, 1),
            HEAD.pack(0x90, 0, 1, 1, 1) + b"\x00\x00\xff\xff",
            HEAD.pack(0xA0, 0, 1, 1, 1) + b"\xff",
            packet(1, b"\xff", 101), packet(1, b"\xff\x0a\x00\x10", 101),
        ],
    )  # fmt: skip
    def test_noise_is_nothing(self, ours: Rtp, theirs: socket.socket, noise: bytes) -> None:
        send(theirs, ours, packet(9), noise)
        assert not ours.digits
        ours.frames.take()


class TestKeys:
    def test_each_is_heard_once_however_often_it_is_said(
        self, ours: Rtp, theirs: socket.socket
    ) -> None:
        events = [
            packet(number, struct.pack("!BBH", key, flags, 800), 101, stamp)
            for number, (key, flags, stamp) in enumerate(
                [(1, 0x0A, 100), (1, 0x0A, 100), (1, 0x8A, 100), (1, 0x8A, 100), (11, 0x8A, 900)]
            )
        ]
        send(theirs, ours, *events)
        assert "".join(ours.digits) == "1#"

    def test_ours_are_events_with_three_ends(self, ours: Rtp, theirs: socket.socket) -> None:
        ours.press("5")
        for _ in range(12):
            ours.send(SILENT)
        heads = [theirs.recv(1500) for _ in range(12)]
        events = [data for data in heads if data[1] & 0x7F == 101]
        assert [data[12] for data in events] == [5] * 8
        assert [bool(data[13] & 0x80) for data in events] == [False] * 5 + [True] * 3
        assert len({HEAD.unpack_from(data)[3] for data in events}) == 1
        numbers = [HEAD.unpack_from(data)[2] for data in heads]
        assert numbers == [numbers[0] + n for n in range(12)]

    def test_nothing_is_sent_before_we_know_where_to(self) -> None:
        one = Rtp(Ports("127.0.0.1").open())
        one.send(SILENT)
        assert one.sent == 0
        one.close()


class TestPorts:
    def test_they_are_even_and_of_the_range(self) -> None:
        ports = Ports("127.0.0.1", 42_001, 42_005)
        opened = [ports.open() for _ in range(2)]
        assert sorted(one.getsockname()[1] for one in opened) == [42_002, 42_004]
        with pytest.raises(PortsTaken):
            ports.open()
        opened[0].close()
        again = ports.open()
        for one in (*opened[1:], again):
            one.close()
