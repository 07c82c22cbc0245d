"""What happens to a file after it was accepted."""

from file_manager.processing.retrying import complete, retry
from file_manager.processing.running import gave_up, run
from file_manager.processing.steps import STEPS

__all__ = ["STEPS", "complete", "gave_up", "retry", "run"]
