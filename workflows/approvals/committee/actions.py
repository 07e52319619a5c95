"""What the record can say happened in the committee, and in which words."""

from __future__ import annotations

from workflows.record.actions import register

PLANNED = register("committee:session:planned", "{actor} planned {about}")
OFFICERS = register("committee:officers:named", "{actor} named who leads and who writes {about}")
CALLED_OFF = register("committee:session:called-off", "{actor} called off {about}")
OPENED = register(
    "committee:session:opened", "{actor} opened {about} with {present} of {members} members, quorum {quorum}"
)
CLOSED = register("committee:session:closed", "{actor} closed {about}")
ATTENDANCE = register("committee:attendance:noted", "{actor} noted who attends {about}")
ITEM_ADDED = register("committee:item:added", "{actor} put {items} on the agenda of {about}")
ITEM_MOVED = register("committee:item:moved", "{actor} changed the order of the agenda of {about}")
ITEM_TAKEN_OFF = register("committee:item:taken-off", "{actor} took item {item} off the agenda of {about}")
ITEM_DEFERRED = register("committee:item:deferred", "{actor} deferred item {item} of {about}")
ITEM_NOTED = register("committee:item:noted", "{actor} wrote a note to item {item} of {about}")
CONFLICT = register(
    "committee:conflict:declared", "{actor} declared a conflict of interest on item {item} of {about}"
)
MOTION_PUT = register("committee:motion:put", "{actor} put a motion on item {item} of {about}: {decision}")
MOTION_WITHDRAWN = register(
    "committee:motion:withdrawn", "{actor} withdrew the motion on item {item} of {about}"
)
MOTION_CLOSED = register(
    "committee:motion:closed", "{actor} closed the motion on item {item} of {about}: {result}"
)
VOTE = register("committee:vote:cast", "{actor} voted {choice} on item {item} of {about}")
DEPUTY_NAMED = register("committee:deputy:named", "{actor} named a deputy in {about}")
DEPUTY_ENDED = register("committee:deputy:ended", "{actor} ended a deputy in {about}")
