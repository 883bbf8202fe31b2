"""Letters get a number of their own, and a print is found by its number."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0027_paper_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='issuedpaper',
            name='number',
            field=models.CharField(max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='revision',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='said',
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['number'], name='application_by_number'),
        ),
        migrations.AddConstraint(
            model_name='issuedpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('number', 'call', 'revision'), name='issued_paper_revision_once'),
        ),
    ]
