"""Which steps are written together."""

from dataclasses import dataclass

from file_manager.processing.steps import QUICK, Work


@dataclass
class Stretch:
    """Steps whose ends are written together: one that takes time, which is started before, and quick ones around it."""

    slow: str
    names: list[str]


def stretches(work: Work, due: list[str]) -> list[Stretch]:
    """The steps in their order. Quick ones belong to the slow one before them; the very first, to that behind them.

    Where all are quick the last one counts as slow, since it comes when the picture has its size for good. After an
    attempt that has failed each step is by itself, so that the one to blame is known.
    """
    first_attempt = work.job.attempts == 1
    quick = [first_attempt and name in QUICK and QUICK[name](work) for name in due]
    first = quick.index(False) if False in quick else len(due) - 1
    found = [Stretch(due[first], due[: first + 1])]
    for name, is_quick in zip(due[first + 1 :], quick[first + 1 :], strict=True):
        if is_quick:
            found[-1].names.append(name)
        else:
            found.append(Stretch(name, [name]))
    return found
