"""Feedback among classmates, and which activity a debate suits."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def suggest(apps: Any, _editor: Any) -> None:
    """Briefs that suggest a structured academic controversy suit one."""
    briefs = apps.get_model("quizzes", "DebateBrief").objects
    briefs.filter(activity__istartswith="structured academic controversy").update(suits="controversy")


class Migration(migrations.Migration):

    dependencies = [
        ('quizzes', '0006_restatements'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='state',
            field=models.CharField(choices=[('shown', 'shown once the marks are released'), ('held', 'waiting for the teacher'), ('removed', 'taken away by the teacher')], default='shown', max_length=8, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='suggestion',
            field=models.TextField(blank=True, max_length=2000, verbose_name='one thing to do next'),
        ),
        migrations.AddField(
            model_name='debatebrief',
            name='suits',
            field=models.CharField(choices=[('written', 'written response: claim, evidence, reasoning, counterclaim'), ('board', 'class discussion'), ('controversy', 'structured academic controversy: assigned sides, then switch')], default='board', help_text='Chosen beforehand when you give this debate to a class.', max_length=12, verbose_name='suits as'),
        ),
        migrations.AddField(
            model_name='discussion',
            name='peers',
            field=models.PositiveSmallIntegerField(default=0, help_text="0: no feedback among classmates. Otherwise each student who has posted says by the rubric, and in words, what was strong in that many classmates' work on the same board and what to do next. It begins at the due time (without one, at the closing time; without either, at once) and ends when you release the marks; then students also see what was said to them. It never counts as a mark.", validators=[django.core.validators.MaxValueValidator(5)], verbose_name='classmates each student reads'),
        ),
        migrations.CreateModel(
            name='FeedbackDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('held', 'held by the word list'), ('removed', 'taken away'), ('allowed', 'let through')], max_length=8, verbose_name='what')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('words', models.TextField(blank=True, verbose_name='what it said')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='quizzes.assessment')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'decision on feedback',
                'verbose_name_plural': 'decisions on feedback',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.RunPython(suggest, migrations.RunPython.noop),
    ]
