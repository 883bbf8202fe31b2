"""An export is of everything, or of the forms as PDFs to print."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0033_file_inspections'),
    ]

    operations = [
        migrations.AddField(
            model_name='export',
            name='kind',
            field=models.CharField(default='all', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['all', 'forms'])), name='export_kind_known'),
        ),
    ]
