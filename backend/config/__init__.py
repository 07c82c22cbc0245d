from config import allocator
from config.celery import app as celery_app

__all__ = ["celery_app"]

allocator.share_one_heap()  # before the first thread of any process
