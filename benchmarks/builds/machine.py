"""What the machine is that the figures were measured on."""

import os
import platform
import re
from pathlib import Path

_MEMORY = re.compile(r"^MemTotal:\s+(\d+) kB", re.MULTILINE)
_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)


def describe_machine(work: Path) -> dict[str, str]:
    """Return facts by name, as they are printed; ``work`` is the folder in which the sites are built."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = _MEMORY.search(_read("/proc/meminfo"))
    model = _MODEL.search(_read("/proc/cpuinfo"))
    return {
        "cores": str(cores),
        "processor": model[1].strip() if model else platform.machine(),
        "memory": f"{int(memory[1]) / 1024**2:.0f} GiB" if memory else "unknown",
        "system": f"{platform.system()} {platform.release()}",
        "disk": _disk(work),
        "python": platform.python_version(),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _disk(folder: Path) -> str:
    """Return the file system that ``folder`` is on, with its options: ``discard`` makes removing dear."""
    around = {str(parent) for parent in (folder.absolute(), *folder.absolute().parents)}
    mounts = (line.split() for line in _read("/proc/mounts").splitlines())
    found = [(len(point), kind, options) for _, point, kind, options, *_ in mounts if point in around]
    if not found:
        return "unknown"
    _, kind, options = max(found)
    return f"{kind} ({options})"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
