"""The working calendar: when the organisation works, from which every due time is computed."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import KEEP_KEYS, Base, bigint, pk, uuid_text

_VALID = text("removed_at IS NULL")


class WorkCalendar(Base):
    """The single row of the organisation's working hours; without it Monday to Friday, 09:00 to 17:00, hold."""

    __tablename__ = "work_calendar"

    id: Mapped[bigint] = mapped_column(primary_key=True, autoincrement=False, default=1, comment="always 1")
    opens: Mapped[time] = mapped_column(Time, comment="begin of a working day, in the organisation's zone")
    closes: Mapped[time] = mapped_column(Time, comment="end of a working day")
    lunch_from: Mapped[time | None] = mapped_column(Time, comment="begin of the break; none for no break")
    lunch_to: Mapped[time | None] = mapped_column(Time, comment="end of the break")
    weekdays: Mapped[str] = mapped_column(
        String(7), default="01234", comment="working weekdays; 0 is Monday, as in ISO 8601 less one"
    )
    country: Mapped[str] = mapped_column(
        String(2), default="", comment="ISO 3166-1 code whose public holidays are free; empty for none"
    )
    subdivision: Mapped[str] = mapped_column(
        String(10), default="", comment="state or province of the country; empty for the whole country"
    )
    revision: Mapped[bigint] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("opens < closes", name="hours"),
        CheckConstraint("(lunch_from IS NULL) = (lunch_to IS NULL)", name="lunch_whole"),
        CheckConstraint(
            "lunch_from IS NULL OR (lunch_from >= opens AND lunch_to > lunch_from AND lunch_to <= closes)",
            name="lunch_inside",
        ),
        CheckConstraint("weekdays <> ''", name="weekdays"),
    )


class CalendarDay(Base):
    """One day that the organisation decided itself: free although a weekday, or worked although a holiday."""

    __tablename__ = "calendar_day"

    id: Mapped[pk]
    uuid: Mapped[uuid_text] = mapped_column(unique=True)
    day: Mapped[date] = mapped_column(comment="in the organisation's zone")
    is_working: Mapped[bool] = mapped_column(comment="worked, or free")
    name: Mapped[str] = mapped_column(String(120), comment="what people call the day")
    made_by_id: Mapped[bigint | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_calendar_day_valid", "day", unique=True, sqlite_where=_VALID, postgresql_where=_VALID),
        KEEP_KEYS,
    )
