"""Runs of a program, waited for."""

import os
import time


def ended(process, longest):
    """The status of a process and what it used; one that takes longer than so many seconds is ended."""
    begun = time.monotonic()
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return status, usage
        if time.monotonic() - begun > longest:
            process.kill()
        time.sleep(0.002)
