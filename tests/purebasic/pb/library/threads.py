"""The Thread library: real threads."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Optional

from ..errors import UNKNOWN, Fault
from ..runtime import Runtime
from .registry import command


@dataclass
class Mutex:
    lock: threading.Lock = field(default_factory=threading.Lock)
    owner: Optional[int] = None


@command("Thread = CreateThread(@ProcedureName, *Value)")
def create_thread(runtime: Runtime, address: int, value: int) -> int:
    procedure = runtime.foreign.procedures.get(address)
    if procedure is None:
        raise Fault("CreateThread(): expected the address of a procedure, @Name()")
    parameters = procedure.signature.parameters
    if len(parameters) != 1 or not parameters[0].type.is_number or parameters[0].type.is_float:
        raise Fault(f"CreateThread(): {procedure.name}() must take exactly one parameter, an integer or a pointer")

    def run() -> None:
        try:
            runtime.call(procedure, [value])
        except BaseException as error:  # noqa: BLE001  # it must not be lost in the thread
            runtime.fail_elsewhere(error)

    thread = threading.Thread(target=run, daemon=True)
    number = runtime.of("Thread").add(-1, thread)
    thread.start()
    return number


def _thread(runtime: Runtime, number: int) -> threading.Thread:
    thread: threading.Thread = runtime.of("Thread").get(number)
    return thread


@command("Result = IsThread(Thread)")
def is_thread(runtime: Runtime, number: int) -> int:
    thread = runtime.of("Thread").items.get(number)
    return int(thread is not None and thread.is_alive())


@command("Result = WaitThread(Thread [, Timeout])")
def wait_thread(runtime: Runtime, number: int, timeout: int = -1) -> int:
    thread = _thread(runtime, number)
    thread.join(None if timeout < 0 else timeout / 1000)
    return int(not thread.is_alive())


@command("ThreadID = ThreadID(Thread)")
def thread_id(runtime: Runtime, number: int) -> int:
    return _thread(runtime, number).ident or 0


@command("KillThread(Thread)")
def kill_thread(_: Runtime, number: int) -> None:
    raise Fault(f"KillThread() {UNKNOWN}: a killed thread leaves locks and memory behind")


@command("Mutex = CreateMutex()")
def create_mutex(runtime: Runtime) -> int:
    return runtime.of("Mutex").add(-1, Mutex())


@command("FreeMutex(Mutex)")
def free_mutex(runtime: Runtime, number: int) -> None:
    if runtime.of("Mutex").pop(number).lock.locked():
        raise Fault("FreeMutex(): the mutex is locked")


@command("LockMutex(Mutex)")
def lock_mutex(runtime: Runtime, number: int) -> None:
    mutex: Mutex = runtime.of("Mutex").get(number)
    if mutex.owner == threading.get_ident():
        raise Fault("LockMutex(): this thread holds the mutex already")
    mutex.lock.acquire()
    mutex.owner = threading.get_ident()


@command("Result = TryLockMutex(Mutex)")
def try_lock_mutex(runtime: Runtime, number: int) -> int:
    mutex: Mutex = runtime.of("Mutex").get(number)
    if mutex.owner == threading.get_ident():
        raise Fault("TryLockMutex(): this thread holds the mutex already")
    if not mutex.lock.acquire(blocking=False):
        return 0
    mutex.owner = threading.get_ident()
    return 1


@command("UnlockMutex(Mutex)")
def unlock_mutex(runtime: Runtime, number: int) -> None:
    mutex: Mutex = runtime.of("Mutex").get(number)
    if mutex.owner != threading.get_ident():
        raise Fault("UnlockMutex(): this thread does not hold the mutex")
    mutex.owner = None
    mutex.lock.release()


@command("Semaphore = CreateSemaphore([InitialCount])")
def create_semaphore(runtime: Runtime, count: int = 0) -> int:
    if count < 0:
        raise Fault(f"CreateSemaphore(): expected a count of 0 or more, got {count}")
    return runtime.of("Semaphore").add(-1, threading.Semaphore(count))


def _semaphore(runtime: Runtime, number: int) -> threading.Semaphore:
    semaphore: threading.Semaphore = runtime.of("Semaphore").get(number)
    return semaphore


@command("FreeSemaphore(Semaphore)")
def free_semaphore(runtime: Runtime, number: int) -> None:
    runtime.of("Semaphore").pop(number)


@command("SignalSemaphore(Semaphore)")
def signal_semaphore(runtime: Runtime, number: int) -> None:
    _semaphore(runtime, number).release()


@command("WaitSemaphore(Semaphore)")
def wait_semaphore(runtime: Runtime, number: int) -> None:
    _semaphore(runtime, number).acquire()


@command("Result = TrySemaphore(Semaphore)")
def try_semaphore(runtime: Runtime, number: int) -> int:
    return int(_semaphore(runtime, number).acquire(blocking=False))
