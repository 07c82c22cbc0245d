from typing import Any

from common import events
from content import audit
from content.models import User
from webpages.models import Page

PUBLISHED = "page.published"
CHANGED = "page.changed"


def tell(actor: User | None, action: str, page: Page, **data: Any) -> None:
    """Notes the act in the audit log and tells those who watch, inside the act's own transaction.

    The log knows each act; a watcher only needs to know whether the public sees something new.
    """
    audit.record(actor, action, page, path=page.path, **data)
    kind = PUBLISHED if action == PUBLISHED else CHANGED
    events.announce(kind, namespace_id=page.namespace_id, subject=page.pk)
