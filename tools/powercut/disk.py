"""A disk with a volatile cache, whose power can be cut: one file, served through /dev/fuse.

A loop device on that file makes it a disk for a file system. Writes go into the cache; a flush of
the loop device (which is how the kernel asks a disk to empty its cache) makes them durable. After
the cut nothing is accepted, and what the cache held may be lost, kept, or torn at a sector, each
write for itself: that is all a disk promises.

The kernel's protocol is spoken here directly, because there is nothing to install that way.
"""

import ctypes
import errno
import os
import random
import struct
import threading

SECTOR = 512
LARGEST_WRITE = 128 * 1024
OPEN, READ, WRITE, STATFS, RELEASE, FSYNC = 14, 15, 16, 17, 18, 20
GETATTR, SETATTR, FLUSH, INIT, INTERRUPT = 3, 4, 25, 26, 36
FORGET, BATCH_FORGET, DESTROY = 2, 42, 38
KEEP_CACHE = 2
BIG_WRITES, MAX_PAGES = 1 << 5, 1 << 22
HEADER = struct.Struct("<IIQQIIIHH")
LIBC = ctypes.CDLL(None, use_errno=True)


class Disk:
    """The served file. `durable` is what survives, `cache` what may not."""

    def __init__(self, image: str, seen: str, mountpoint: str):
        """`image` holds the disk as the power comes on, and what is durable afterwards; `seen` is
        a copy of it, which shows what was written; `mountpoint` is a file to mount over."""
        self.durable = os.open(image, os.O_RDWR)
        self.seen = os.open(seen, os.O_RDWR)
        self.size = os.fstat(self.durable).st_size
        self.mountpoint = mountpoint
        self.cache: list[tuple[int, bytes]] = []
        self.operations = 0
        self.dies_after: int | None = None
        self.dead = self.lies = False
        self.lock = threading.Lock()
        self.device = os.open("/dev/fuse", os.O_RDWR)
        options = f"fd={self.device},rootmode=100600,user_id=0,group_id=0"
        if LIBC.mount(b"powercut", mountpoint.encode(), b"fuse", 6, options.encode()) != 0:
            code = ctypes.get_errno()
            raise OSError(code, f"cannot mount over {mountpoint}: {os.strerror(code)}")
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def cut_after(self, operations: int, lies: bool = False) -> None:
        """The power goes after so many more writes and flushes. A disk that `lies` keeps in its
        cache what it says it flushed."""
        with self.lock:
            self.operations, self.dies_after, self.lies = 0, operations, lies

    def is_dead(self) -> bool:
        """Whether the power is gone."""
        with self.lock:
            return self.dead

    def cut(self) -> None:
        """The power goes now."""
        with self.lock:
            self.dead = True

    def detach(self) -> None:
        """Takes the disk away; what is durable stays in its file."""
        LIBC.umount2(self.mountpoint.encode(), 2)
        self.thread.join(timeout=10)
        for descriptor in (self.durable, self.seen, self.device):
            os.close(descriptor)

    def survivors(self, dice: random.Random, share: float) -> list[tuple[int, bytes]]:
        """What of the cache reached the disk by chance: `share` of the writes, some of them torn."""
        kept = []
        for at, data in self.cache:
            if dice.random() >= share:
                continue
            if dice.random() < 0.75:
                kept.append((at, data))
                continue
            for start in range(0, len(data), SECTOR):
                if dice.random() < 0.5:
                    kept.append((at + start, data[start : start + SECTOR]))
        return kept

    def _serve(self) -> None:
        while True:
            try:
                request = os.read(self.device, LARGEST_WRITE + 4096)
            except OSError as error:
                if error.errno in (errno.EINTR, errno.EAGAIN, errno.ENOENT):
                    continue
                return  # ENODEV: unmounted
            _, operation, unique, _, _, _, _, _, _ = HEADER.unpack_from(request)
            if operation in (FORGET, BATCH_FORGET, INTERRUPT):
                continue
            with self.lock:
                code, answer = self._answer(operation, memoryview(request)[HEADER.size :])
            head = struct.pack("<IiQ", 16 + len(answer), -code, unique)
            try:
                os.write(self.device, head + answer)
            except OSError as error:
                if error.errno != errno.ENOENT:
                    return
            if operation == DESTROY:
                return

    def _answer(self, operation: int, body: memoryview) -> tuple[int, bytes]:
        if operation == INIT:
            flags = BIG_WRITES | MAX_PAGES
            pages = LARGEST_WRITE // 4096
            limits = (7, 31, 65536, flags, 16, 12, LARGEST_WRITE, 1, pages, 0, 0, 0)
            return 0, struct.pack("<IIIIHHIIHHII6I", *limits, *[0] * 6)
        if operation in (GETATTR, SETATTR):
            return 0, struct.pack("<QII", 3600, 0, 0) + self._attributes()
        if operation == OPEN:
            return 0, struct.pack("<QII", 1, KEEP_CACHE, 0)
        if operation == READ:
            _, at, length = struct.unpack_from("<QQI", body)
            return 0, os.pread(self.seen, length, at)
        if operation == WRITE:
            return self._write(body)
        if operation == FSYNC:
            return self._flush()
        if operation == STATFS:
            return 0, struct.pack("<QQQQQIII7I", 0, 0, 0, 0, 0, 4096, 255, 4096, *[0] * 7)
        if operation in (RELEASE, FLUSH, DESTROY):
            return 0, b""
        return errno.ENOSYS, b""

    def _attributes(self) -> bytes:
        blocks = self.size // SECTOR
        return struct.pack(
            "<QQQQQQIIIIIIIIII", 1, self.size, blocks, 0, 0, 0, 0, 0, 0, 0o100600, 1, 0, 0, 0, 4096, 0
        )

    def _powered(self) -> bool:
        self.operations += 1
        if self.dies_after is not None and self.operations > self.dies_after:
            self.dead = True
        return not self.dead

    def _write(self, body: memoryview) -> tuple[int, bytes]:
        _, at, length = struct.unpack_from("<QQI", body)
        data = bytes(body[40 : 40 + length])
        on = self._powered()
        # The write under way when the power goes may reach the disk, too.
        if on or self.operations == (self.dies_after or 0) + 1:
            self.cache.append((at, data))
        if not on:
            return errno.EIO, b""
        os.pwrite(self.seen, data, at)
        return 0, struct.pack("<II", length, 0)

    def _flush(self) -> tuple[int, bytes]:
        if not self._powered():
            return errno.EIO, b""
        if self.lies:
            return 0, b""
        for at, data in self.cache:
            os.pwrite(self.durable, data, at)
        self.cache.clear()
        return 0, b""
