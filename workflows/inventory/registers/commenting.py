"""Comments beside records."""

from __future__ import annotations

from models.register_comment import RegisterComment
from workflows.ground import clock
from workflows.ground.actor import Actor
from workflows.ground.ids import ref, uuid7
from workflows.ground.once import claim
from workflows.ground.refused import Refused
from workflows.ground.transaction import transaction
from workflows.inventory.persons import acting
from workflows.inventory.registers import declaring
from workflows.inventory.registers.actions import COMMENTED
from workflows.inventory.registers.commands import CommentRecord, Saved
from workflows.inventory.registers.locks import lock_record
from workflows.inventory.registers.rights import require_reader
from workflows.inventory.registers.writing import thing
from workflows.inventory.wording import TEXT, text, within
from workflows.record import append


def comment_record(actor: Actor, command: CommentRecord) -> Saved:
    """Adds a comment; whoever reads a record may comment on it. Raises NotFound, or Refused beside `text`."""
    one = declaring.of(command.register)
    with transaction() as tx:
        author = acting(tx, actor, clock.now(tx))
        record = lock_record(tx, one.key, command.record_id)
        require_reader(tx, author, one, record)
        now = clock.now(tx)
        claim(tx, actor, command, ref(one.prefix, record.id))
        said = within(text(command.text), "text", TEXT)
        if not said:
            raise Refused("comment_needed", field="text")
        tx.add(
            RegisterComment(uuid=uuid7(), record_id=record.id, person_id=author.person_id, text=said, at=now)
        )
        append(tx, now, actor, COMMENTED, about=thing(one, record), personal={actor.uuid: {"text": said}})
        return Saved(ref(one.prefix, record.id), record.id, record.uuid, record.content_version)
