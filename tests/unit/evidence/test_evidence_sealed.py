"""Sealed files: what comes out is what went in, and everything else is refused."""

import errno
import hashlib
import io
import os
import random
import secrets
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.evidence import sealed
from casedesk.evidence.sealed import CHUNK, Missing, Sealed, Unreadable
from casedesk.evidence.stream import END_BYTES, HEAD_BYTES, TAG_BYTES, padded_length
from casedesk.vault.errors import Damaged, DiskFull, Unsafe

VAULT, FILE = b"v" * 16, b"f" * 16
SMALL = 64  # bytes of a chunk: a few hundred bytes already make many chunks
STEP = SMALL + TAG_BYTES

quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def shut(content: bytes, path: Path, chunk: int = SMALL) -> Sealed:
    return sealed.seal(io.BytesIO(content), path, VAULT, FILE, chunk=chunk)


def opened(path: Path, key: bytes, vault: bytes = VAULT, file: bytes = FILE) -> bytes:
    return b"".join(sealed.unseal(path, key, vault, file))


def handed_out_before_refusing(path: Path, key: bytes) -> bytes:
    """What a reader gets before it is told of the damage; fails where it is not told."""
    got: list[bytes] = []
    with pytest.raises(Damaged):
        got.extend(sealed.unseal(path, key, VAULT, FILE))
    return b"".join(got)


@pytest.mark.parametrize(
    "size", [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL, 10 * SMALL + 7, 5000]
)
def test_what_was_sealed_comes_out_the_same(tmp_path: Path, size: int) -> None:
    content = random.Random(size).randbytes(size)
    made = shut(content, tmp_path / "f")
    assert opened(tmp_path / "f", made.key) == content
    assert made.size == size
    assert made.sha256 == hashlib.sha256(content).digest()
    assert made.sealed_sha256 == sealed.fingerprint(tmp_path / "f")


@quick
@given(content=st.binary(max_size=700), chunk=st.integers(1, 80))
def test_any_content_comes_out_the_same_with_any_chunk(
    tmp_path: Path, content: bytes, chunk: int
) -> None:
    made = shut(content, tmp_path / "f", chunk)
    assert opened(tmp_path / "f", made.key) == content
    assert made.sealed_sha256 == sealed.fingerprint(tmp_path / "f")


def test_a_file_of_several_usual_chunks_comes_out_the_same(tmp_path: Path) -> None:
    for content in (bytes(2 * CHUNK), random.Random(1).randbytes(2 * CHUNK + 12345)):
        made = sealed.seal(io.BytesIO(content), tmp_path / "f", VAULT, FILE)
        assert opened(tmp_path / "f", made.key) == content
        assert all(
            len(piece) <= CHUNK for piece in sealed.unseal(tmp_path / "f", made.key, VAULT, FILE)
        )


@quick
@given(
    content=st.binary(min_size=1, max_size=500),
    places=st.lists(st.tuples(st.integers(0, 520), st.integers(0, 200)), max_size=6),
)
def test_a_viewer_may_read_at_any_place(
    tmp_path: Path, content: bytes, places: list[tuple[int, int]]
) -> None:
    made = shut(content, tmp_path / "f")
    with io.BufferedReader(sealed.open_sealed(tmp_path / "f", made.key, VAULT, FILE), 50) as file:
        for place, length in places:
            assert file.seek(place) == place
            assert file.read(length) == content[place : place + length]
        assert file.seek(-1, io.SEEK_END) == len(content) - 1
        assert file.read() == content[-1:]


def test_anybody_can_read_the_format_with_the_key_and_this_description(tmp_path: Path) -> None:
    content = random.Random(2).randbytes(1000)
    key = shut(content, tmp_path / "f").key
    file = (tmp_path / "f").read_bytes()
    assert file[:8] == b"CDsealed"
    chunk, prefix = int.from_bytes(file[8:12]), file[12:19]
    bound = file[:8] + VAULT + FILE + file[8:19]
    body, end = file[19:-24], file[-24:]
    found = b""
    parts = [body[i : i + chunk + 16] for i in range(0, len(body), chunk + 16)]
    for number, part in enumerate(parts):
        found += AESGCM(key).decrypt(prefix + number.to_bytes(4) + b"\0", part, bound)
    last = prefix + len(parts).to_bytes(4) + b"\1"
    assert found[: int.from_bytes(AESGCM(key).decrypt(last, end, bound))] == content


# Damage


def test_of_a_thousand_flipped_bits_every_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f"
    content = random.Random(3).randbytes(700)
    key = shut(content, path).key
    whole = path.read_bytes()
    bits = random.Random(4).sample(range(len(whole) * 8), 1000)
    descriptor = os.open(path, os.O_WRONLY)
    for bit in bits:
        byte = bit // 8
        os.pwrite(descriptor, bytes((whole[byte] ^ (1 << bit % 8),)), byte)
        got = handed_out_before_refusing(path, key)
        assert content.startswith(got), "bytes that were not verified were handed out"
        os.pwrite(descriptor, whole[byte : byte + 1], byte)
    os.close(descriptor)
    assert opened(path, key) == content


def test_every_truncation_is_refused_before_a_byte_is_handed_out(tmp_path: Path) -> None:
    path = tmp_path / "f"
    key = shut(random.Random(5).randbytes(400), path).key
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert handed_out_before_refusing(path, key) == b""


def test_what_is_appended_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f"
    key = shut(b"content" * 40, path).key
    whole = path.read_bytes()
    for more in (b"\0", bytes(STEP), whole[-END_BYTES:], whole):
        path.write_bytes(whole + more)
        assert handed_out_before_refusing(path, key) == b""


def rearrangements(chunks: list[bytes]) -> Iterator[list[bytes]]:
    for n in range(len(chunks)):
        yield chunks[:n] + chunks[n + 1 :]
        yield chunks[: n + 1] + chunks[n:]
        yield [*chunks[:n], bytes(len(chunks[n])), *chunks[n + 1 :]]
    for n in range(len(chunks) - 1):
        yield [*chunks[:n], chunks[n + 1], chunks[n], *chunks[n + 2 :]]


def test_dropped_doubled_swapped_and_emptied_chunks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "f"
    content = random.Random(6).randbytes(8 * SMALL)
    key = shut(content, path).key
    whole = path.read_bytes()
    head, body, end = whole[:HEAD_BYTES], whole[HEAD_BYTES:-END_BYTES], whole[-END_BYTES:]
    chunks = [body[n : n + STEP] for n in range(0, len(body), STEP)]
    assert len(chunks) == 8
    for changed in rearrangements(chunks):
        path.write_bytes(head + b"".join(changed) + end)
        assert content.startswith(handed_out_before_refusing(path, key))


def test_a_chunk_of_another_file_is_refused_even_under_the_same_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = secrets.token_bytes(32)
    monkeypatch.setattr(AESGCM, "generate_key", lambda _bits: key, raising=False)
    one, other = tmp_path / "one", tmp_path / "other"
    content = random.Random(7).randbytes(4 * SMALL)
    shut(content, one)
    sealed.seal(io.BytesIO(content), other, VAULT, b"g" * 16, chunk=SMALL)
    mine, theirs = one.read_bytes(), other.read_bytes()
    for start in (*range(HEAD_BYTES, len(mine) - END_BYTES, STEP), len(mine) - END_BYTES):
        length = STEP if start < len(mine) - END_BYTES else END_BYTES
        one.write_bytes(mine[:start] + theirs[start : start + length] + mine[start + length :])
        assert content.startswith(handed_out_before_refusing(one, key))


def test_a_sealed_file_opens_only_as_itself_in_its_own_vault(tmp_path: Path) -> None:
    key = shut(b"content", tmp_path / "f").key
    for vault, file, with_key in (
        (b"w" * 16, FILE, key),
        (VAULT, b"g" * 16, key),
        (FILE, VAULT, key),
        (VAULT, FILE, secrets.token_bytes(32)),
    ):
        with pytest.raises(Damaged):
            opened(tmp_path / "f", with_key, vault, file)
    with pytest.raises(ValueError, match="lengths"):
        opened(tmp_path / "f", key, VAULT + b"f", FILE[1:])


def test_a_head_that_asks_for_gigabytes_is_refused_without_taking_them(tmp_path: Path) -> None:
    path = tmp_path / "f"
    key = shut(b"content", path).key
    whole = path.read_bytes()
    tracemalloc.start()
    for chunk in (0, (1 << 24) + 1, 0xFFFFFFFF):
        path.write_bytes(whole[:8] + chunk.to_bytes(4) + whole[12:])
        assert handed_out_before_refusing(path, key) == b""
        with pytest.raises(Damaged):
            sealed.fingerprint(path)
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("rubbish", [b"", b"CDsealed", b"\0" * 100, b"PK\x03\x04" * 50])
def test_what_is_no_sealed_file_is_refused(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / "f").write_bytes(rubbish)
    assert handed_out_before_refusing(tmp_path / "f", bytes(32)) == b""
    with pytest.raises(Damaged):
        sealed.fingerprint(tmp_path / "f")


def test_a_missing_file_and_a_link_in_its_place_are_told_apart(tmp_path: Path) -> None:
    key = shut(b"content", tmp_path / "real").key
    with pytest.raises(Missing, match=r"missing.*backup"):
        opened(tmp_path / "f", key)
    (tmp_path / "f").symlink_to(tmp_path / "real")
    with pytest.raises(Unsafe):
        opened(tmp_path / "f", key)


# What the file gives away


@given(st.integers(0, 1 << 50))
def test_filling_adds_at_most_12_percent_and_never_cuts(length: int) -> None:
    padded = padded_length(length)
    assert length <= padded <= length * 1.12
    assert padded_length(padded) == padded
    assert padded <= padded_length(length + 1)


def test_lengths_close_to_each_other_look_the_same(tmp_path: Path) -> None:
    for length in range(1_000_000, 1_002_000, 400):
        shut(bytes(length), tmp_path / str(length), CHUNK)
    assert len({path.stat().st_size for path in tmp_path.iterdir()}) <= 2
    lengths = {padded_length(length) for length in range(1 << 20)}
    assert len(lengths) < 400  # of a million lengths, so many can still be told apart


def test_the_same_content_sealed_twice_looks_unrelated_and_shows_nothing(tmp_path: Path) -> None:
    content = b"the name of the witness " * 200
    one, two = shut(content, tmp_path / "one"), shut(content, tmp_path / "two")
    first, second = (tmp_path / "one").read_bytes(), (tmp_path / "two").read_bytes()
    assert one.key != two.key
    assert one.sealed_sha256 != two.sealed_sha256
    assert b"witness" not in first + second
    places = range(HEAD_BYTES, len(first), 16)
    assert not {first[n : n + 16] for n in places} & {second[n : n + 16] for n in places}
    assert one.key.hex() not in repr(one)
    assert repr(one.key) not in repr(one)


def test_no_two_files_share_key_or_nonces(tmp_path: Path) -> None:
    seen = set()
    for _file in range(200):
        key = shut(b"", tmp_path / "f").key
        seen |= {key, (tmp_path / "f").read_bytes()[12:19]}
    assert len(seen) == 400


# Writing


class Trickle(io.RawIOBase):
    """A source that hands out a few bytes at a time, and may fail on the way."""

    def __init__(self, content: bytes, fails_at: int = -1) -> None:
        super().__init__()
        self._inner = io.BytesIO(content)
        self._fails_at = fails_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        if 0 <= self._fails_at <= self._inner.tell():
            raise OSError(errno.EIO, "the stick was pulled out")
        piece = self._inner.read(min(7, len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)


def test_a_source_that_hands_out_little_at_a_time_is_read_whole(tmp_path: Path) -> None:
    content = random.Random(8).randbytes(333)
    made = sealed.seal(Trickle(content), tmp_path / "f", VAULT, FILE, chunk=SMALL)
    assert opened(tmp_path / "f", made.key) == content


def test_a_source_that_fails_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"could not be read to its end"):
        sealed.seal(Trickle(bytes(500), 300), tmp_path / "f", VAULT, FILE, chunk=SMALL)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_to_the_end_and_can_stop_the_work(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sealed.seal(
        io.BytesIO(bytes(150)), tmp_path / "f", VAULT, FILE,
        lambda done, total: told.append((done, total)), total=150, chunk=SMALL,
    )  # fmt: skip
    assert told == [(64, 150), (128, 150), (150, 150)]

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sealed.seal(io.BytesIO(bytes(150)), tmp_path / "g", VAULT, FILE, stop, chunk=SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(DiskFull):
        shut(b"content", tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_may_read_a_sealed_file(tmp_path: Path) -> None:
    shut(b"content", tmp_path / "f")
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o600


def test_memory_stays_small_however_large_the_file(tmp_path: Path) -> None:
    class Zeros:
        left = 64 << 20

        def readinto(self, buffer: memoryview, /) -> int:
            length = min(self.left, len(buffer))
            self.left -= length
            return length

    tracemalloc.start()
    made = sealed.seal(Zeros(), tmp_path / "f", VAULT, FILE)
    for _piece in sealed.unseal(tmp_path / "f", made.key, VAULT, FILE):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.size == 64 << 20
    assert peak < 8 << 20


_SEALING_SLOWLY = """
import io, sys, time
from pathlib import Path
from casedesk.evidence import sealed

def told(done, total):
    if done == 640:
        print("half", flush=True)
        time.sleep(60)

sealed.seal(
    io.BytesIO(b"the witness" * 200), Path(sys.argv[1]), b"v" * 16, b"f" * 16, told, chunk=64
)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_a_killed_process_leaves_no_half_file_under_the_name(
    tmp_path: Path, child: Callable[..., "subprocess.Popen[str]"]
) -> None:
    process = child(_SEALING_SLOWLY, str(tmp_path / "f"))
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert [path.name for path in tmp_path.iterdir()] == ["f.new"]
    assert b"witness" not in (tmp_path / "f.new").read_bytes()
    made = shut(b"content", tmp_path / "f")
    assert opened(tmp_path / "f", made.key) == b"content"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
