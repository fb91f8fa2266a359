"""Two network devices with a delay between them: PORT here, eth0 in NAMESPACE. DELAY in milliseconds, each way.

It runs until its standard input is closed. Layouts and numbers are those of Linux' include/uapi/linux/if_tun.h.
"""

import collections
import fcntl
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP_NO_PI = 0x1002


def tap(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP_NO_PI))
    return device


def main(port: str, namespace: str, delay: float) -> None:
    near, far = tap(port), tap(port + "far")
    subprocess.run(["ip", "link", "set", port + "far", "netns", namespace, "name", "eth0"], check=True)
    print("ready", flush=True)
    other = {near: far, far: near}
    waiting: collections.deque = collections.deque()  # one delay for all: who came first leaves first
    while True:
        patience = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([near, far, sys.stdin], [], [], patience)
        if sys.stdin in readable:
            return  # whoever started this has gone
        now = time.monotonic()
        for device in readable:
            waiting.append((now + delay, other[device], os.read(device, 65536)))
        while waiting and waiting[0][0] <= now:
            _, device, frame = waiting.popleft()
            try:
                os.write(device, frame)
            except OSError:
                pass  # that end is down just now: the frame is lost, as on a cable


main(sys.argv[1], sys.argv[2], float(sys.argv[3]) / 1000)
