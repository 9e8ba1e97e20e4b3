"""Kill collabref at a hundred random moments, and run it again: `make torture`.

Each time, a process compiles the built-in library into a new cache, or into that of an earlier victim, and is killed
after a random part of the time that this takes. The next process must give the right answer, and leave one store.
The seed is printed, and can be given as an argument.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "collabref", "refs", "cost", "-f", "json"]
TIMES = 100


def main() -> None:
    """Kill it and run it again; exit code 1 at the first wrong answer."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)
    chance = random.Random(seed)
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        environment = {**os.environ, "COLLABREF_CACHE": str(cache)}

        def ask() -> bytes:
            return subprocess.run(COMMAND, env=environment, capture_output=True, check=True).stdout

        began = time.monotonic()
        right = ask()
        takes = time.monotonic() - began
        killed = number = 0
        while killed < TIMES:
            number += 1
            for store in cache.glob("*.sqlite"):
                store.unlink()
            victim = subprocess.Popen(COMMAND, env=environment, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, takes))
            victim.send_signal(signal.SIGKILL)
            killed += victim.wait() == -signal.SIGKILL
            for left in cache.glob("*.tmp"):
                os.utime(left, (0, 0))  # as if it were old
            standing = list(cache.glob("*.sqlite"))
            answer = ask()
            left_over = [each.name for each in cache.iterdir() if each.suffix != ".sqlite"]
            if answer != right or (left_over and not standing):
                raise SystemExit(f"Time {number}: {'a wrong answer' if answer != right else left_over}; seed {seed}")
        print(
            f"{killed} killed while compiling, {number - killed} already finished; every answer right, nothing left over"
        )


if __name__ == "__main__":
    main()
