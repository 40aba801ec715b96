"""Dossiers in the database are packed and unpacked by many threads at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# in a process of its own: what is tested for does not raise, it ends the process
_THREADS = """
import os
from concurrent.futures import ThreadPoolExecutor
from credit.services import codec

codec.decode_dossier = bytes  # any bytes will do
codec.encode = bytes
texts = [bytes(f"{n}-", "ascii") + b"abcdefgh" * 20_000 + os.urandom(50_000) for n in range(8)]
samples = [b"%d the same beginning of every dossier %d" % (n, n * 7) * 20 for n in range(2_000)]
packer = codec.Packer([codec.train(samples)])

def turn(n):
    text = texts[n % len(texts)]
    assert packer.unpack(packer.pack(text)) == text

with ThreadPoolExecutor(8) as pool:
    list(pool.map(turn, range(2_000)))
print("whole")
"""


def test_many_threads_share_one_packer() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _THREADS], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr[-2000:]
