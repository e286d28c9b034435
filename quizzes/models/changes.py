"""The record of what was changed about a class: its roster, teachers, assignments, questions' keys, and itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .people import Classroom
from .records import AppendOnly


class ClassChange(AppendOnly):
    """One change: who changed what about whom, from what, to what, when and why. Never edited, never deleted.

    `student` is whom it is about; `subject` names what else it is about (an assignment, a teacher, a question) as that
    was called then, so that the record can be read after it is gone. `field` is the changed field of an assignment or
    debate or of an exception, and moments in `old` and `new` are in ISO format.
    """

    class Kind(models.TextChoices):
        ROSTER = "roster", _("Roster")
        ASSIGNMENT = "assignment", _("Assignments")
        KEY = "key", _("Keys")
        TEACHERS = "teachers", _("Teachers")
        CLASS = "class", _("Class")

    class Action(models.TextChoices):
        JOINED = "joined", _("joined with the code")
        ENROLLED = "enrolled", _("put on the roster")
        REMOVED = "removed", _("removed from the class")
        RESTORED = "restored", _("put back into the class")
        MOVED_OUT = "moved_out", _("moved to another class")
        MOVED_IN = "moved_in", _("came from another class")
        EXTRA_TIME = "extra_time", _("extra time (%)")
        PASSWORD = "password", _("given a new password")
        NICKNAME = "nickname", _("changed the nickname")
        TEACHER_ADDED = "teacher_added", _("added as a teacher")
        TEACHER_REMOVED = "teacher_removed", _("removed as a teacher")
        NAME = "name", _("name of the class")
        TIME_ZONE = "time_zone", _("time zone of the class")
        CODE_RENEWED = "code_renewed", _("join code renewed")
        CODE_STOPPED = "code_stopped", _("join code stopped")
        ARCHIVED = "archived", _("class archived")
        BROUGHT_BACK = "brought_back", _("class brought back")
        ASSIGNED = "assigned", _("assigned")
        CHANGED = "changed", _("assignment changed")
        EXCEPTION = "exception", _("exception for a student")
        REOPENED = "reopened", _("attempt reopened")
        MORE_TIME = "more_time", _("more time for a reopened attempt")
        HANDED_IN = "handed_in", _("handed in by the teacher")
        MESSAGE = "message", _("message to students")
        RELEASED = "released", _("results released")
        WITHHELD = "withheld", _("results withheld")
        TAKEN_BACK = "taken_back", _("assignment deleted")
        GIVEN = "given", _("debate given to the class")
        DEBATE_CHANGED = "debate_changed", _("debate changed")
        DEBATE_TAKEN_BACK = "debate_taken_back", _("debate deleted")
        MARKS_RELEASED = "marks_released", _("marks of the debate released")
        MARKS_WITHHELD = "marks_withheld", _("marks of the debate withheld")
        KEY = "key", _("right answer changed")
        CORRECTED = "corrected", _("right answer corrected after it was handed in")

    classroom = models.ForeignKey(Classroom, models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    action = models.CharField(_("what"), max_length=20, choices=Action.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Whoever erases a student's data erases these records of theirs with it.
    student = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    subject = models.CharField(_("about"), max_length=300, blank=True)
    field = models.CharField(_("field"), max_length=40, blank=True)
    old = models.CharField(_("from"), max_length=500, blank=True)
    new = models.CharField(_("to"), max_length=500, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("change of a class")
        verbose_name_plural = _("changes of classes")
        indexes = [models.Index(fields=["classroom", "-at"], name="class_changes_newest_first")]

    def __str__(self) -> str:
        return str(self.get_action_display())
