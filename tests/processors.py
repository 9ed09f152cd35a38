"""The same machine without what newer processors add.

numpy, the C library and OpenBLAS choose among variants of their loops by the processor
they find. The variants differ in the last digit of exp, log, power and of products of
matrices, and in the order in which an unstable sort leaves equals. Run Python on an
older processor: ``python tests/processors.py -m pytest notebooks/07*``
"""

import os
import platform
import subprocess
import sys

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

OLDEST = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8"}
LIBC = ("AVX2", "AVX2_Usable", "FMA", "FMA_Usable", "FMA4", "FMA4_Usable")


def found() -> list[str]:
    """The processor's features for which this numpy has loops of their own."""
    return [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]


def oldest() -> dict[str, str]:
    """The environment of a child that has none of them, in numpy, libc and BLAS."""
    ours = {"GLIBC_TUNABLES": f"glibc.cpu.hwcaps={','.join(f'-{x}' for x in LIBC)}"}
    if found():
        ours["NPY_DISABLE_CPU_FEATURES"] = " ".join(found())
    if platform.machine() in OLDEST:
        ours["OPENBLAS_CORETYPE"] = OLDEST[platform.machine()]
    return {**os.environ, **ours}


if __name__ == "__main__":
    sys.exit(subprocess.call([sys.executable, *sys.argv[1:]], env=oldest()))
